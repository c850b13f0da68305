// `npm run manifest` prints Slack's app manifest, made from the commands; `-- --write` keeps it beside the adapter.
import { writeFileSync } from 'node:fs'
import { toManifest } from '../dist/adapters/slack/register.js'
import { describeCommand } from '../dist/src/bot/describe-command.js'
import { loadCommands } from '../dist/src/bot/load-commands.js'

const commands = await loadCommands(new URL('../dist/commands/', import.meta.url))
const manifest = `${JSON.stringify(toManifest(commands.map(describeCommand)), null, 2)}\n`
if (process.argv.includes('--write')) writeFileSync('adapters/slack/manifest.json', manifest)
process.stdout.write(manifest)
