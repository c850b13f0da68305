import { it } from 'vitest'
import { platforms, withRig } from '../support/rig.ts'
it.each(platforms)('tries $name', async platform => {
  await withRig<any>(platform, async rig => {
    const program = await rig.start()
    const thread = rig.team.ask('What is up?')
    await rig.answer(thread, 'What is up?')
    console.log(rig.team.dump(), program.output(), program.readyMs, await rig.ledger())
    console.log(await rig.team.run(rig.team.admin, 'models enable', { model: 'anthropic/claude-sonnet-4.5' }))
    console.log(await rig.team.run(rig.team.member, 'model', { model: 'sonnet' }, thread))
    console.log(await rig.team.run(rig.team.member, 'model', {}, thread))
    console.log(rig.team.dump(), program.memoryMb())
  })
})
