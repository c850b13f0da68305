import { createControls } from './controls.ts'
import { createDeliveries } from './deliveries.ts'
import { createPublish, eventsOf } from './events.ts'
import { createFaults } from './faults.ts'
import { createHands } from './hands.ts'
import { addUser } from './people.ts'
import { createPlaces } from './places.ts'
import { startServer } from './server.ts'
import { createSocketMode } from './socket-mode.ts'
import { createViewing } from './viewing.ts'
import { createVoice } from './voice.ts'
import { createWorld } from './world.ts'
import { type SlackOptions, toWorldOptions } from './world-options.ts'

export const startSlack = async (options: SlackOptions = {}) => {
  const world = createWorld(toWorldOptions(options))
  const deliveries = createDeliveries(world)
  const socket = createSocketMode(world, deliveries)
  const faults = createFaults()
  deliveries.use(socket.transport)
  world.publish = createPublish(world, deliveries)
  const server = await startServer(world, { faults, socket })
  const { botUserId, botName, botToken, appToken, botId, teamId } = world.options
  addUser(world, { id: botUserId, name: botName, isBot: true })
  const apiUrl = `${world.origin}/api/`
  const backend = { world, deliveries }
  const places = createPlaces(world)

  return {
    apiUrl,
    botUserId,
    botId,
    teamId,
    botToken,
    appToken,
    // The environment of a process that is to talk to this emulator.
    env: { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl },
    world,
    calls: world.calls,
    callsOf: (method: string) => world.calls.filter(one => one.method === method),
    violations: world.violations,
    // Codes that the test provokes on purpose.
    tolerate: (...codes: readonly string[]) => {
      for (const code of codes) world.tolerated.add(code)
    },
    // Ages triggers, response_urls, streams and statuses.
    passTime: world.passTime,
    deliveries: deliveries.all,
    events: () => eventsOf(deliveries),
    ...createVoice(backend, places),
    ...createHands(backend, places),
    ...createViewing(world, places),
    ...createControls({ world, deliveries, socket, faults }),
    close: async () => {
      deliveries.close()
      await server.close()
    },
  }
}

export type SlackEmulator = Awaited<ReturnType<typeof startSlack>>
