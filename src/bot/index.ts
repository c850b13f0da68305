export { createInbox } from './create-inbox.ts'
export {
  type Command,
  type Context,
  defineCommand,
  defineForm,
  type Reply,
} from './define-command.ts'
export { describeCommand } from './describe-command.ts'
export { loadCommands } from './load-commands.ts'
export { option } from './options.ts'
export { runButton } from './run-button.ts'
export { threadOf } from './thread-only.ts'
