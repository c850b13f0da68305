import type { Job, JobParts } from './define-job.ts'

/**
 * Takes back what people chose who are no members any more: deactivated on Slack, gone from the server on Discord. Each
 * is looked up, which needs no event and no intent; where a platform does not answer, the next day does.
 */
const job = {
  name: 'forget-who-left',
  cron: '43 3 * * *',
  async run({ store, chatOf, log }: Pick<JobParts, 'store' | 'chatOf' | 'log'>) {
    for (const { workspaceId, memberId } of await store.choices.members()) {
      try {
        if (await chatOf(workspaceId).member(workspaceId, memberId)) continue
        await store.choices.dropMember(workspaceId, memberId)
        log.info({ workspace: workspaceId, member: memberId }, 'choices of a former member dropped')
      } catch (error) {
        log.warn({ err: error, workspace: workspaceId }, 'member could not be looked up')
      }
    }
  },
} satisfies Job

export default job
