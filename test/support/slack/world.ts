import type { Json } from './json.ts'
import { newClock, newIdSource, newTsSource } from './sources.ts'
import type { WorldOptions } from './world-options.ts'

export interface User {
  readonly id: string
  name: string
  realName: string
  displayName: string
  teamId: string
  tz: string
  locale: string
  isAdmin: boolean
  isOwner: boolean
  isPrimaryOwner: boolean
  isRestricted: boolean
  isUltraRestricted: boolean
  isBot: boolean
  deleted: boolean
}

export type ChannelKind = 'channel' | 'group' | 'im' | 'mpim'

export interface Channel {
  readonly id: string
  name: string
  kind: ChannelKind
  members: string[]
  isArchived: boolean
  isExtShared: boolean
}

export interface Stream {
  state: 'in_progress' | 'completed'
  endedBy: 'app' | 'person' | 'age' | undefined
  readonly startedAt: number
  length: number
  chunkBlocks: number
  tasks: Map<string, Json>
  planTitle: string
}

export interface Message {
  readonly ts: string
  readonly channel: string
  readonly threadTs: string | undefined
  readonly user: string
  text: string
  markdown: boolean
  blocks: Json[]
  attachments: Json[]
  files: string[]
  reactions: Map<string, Set<string>>
  editedTs: string | undefined
  ephemeralTo: string | undefined
  isDeleted: boolean
  stream: Stream | undefined
  metadata: Json | undefined
  // What people chose in the message's menus: block id, action id, value.
  state: Map<string, Map<string, Json>>
  readonly appContext: Json | undefined
}

export interface View {
  readonly id: string
  readonly user: string
  readonly triggerId: string
  content: Json
  blocks: Json[]
  hash: string
  rootId: string
  previousId: string | undefined
  isOpen: boolean
  state: Map<string, Map<string, Json>>
}

export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly mimetype: string
  title: string
  user: string
  content: Buffer
  declaredLength: number
  isUploaded: boolean
  // When Slack is done with looking at it; undefined before the upload is completed.
  readyAt: number | undefined
}

export interface Call {
  readonly method: string
  readonly args: Json
  readonly at: number
  response: Json | undefined
}

export interface Violation {
  readonly method: string
  readonly code: string
  readonly detail: string
  readonly at: number
}

export interface Trigger {
  readonly id: string
  readonly user: string
  readonly at: number
  readonly fromView: string | undefined
  isUsed: boolean
}

export interface ResponseUrl {
  readonly url: string
  readonly user: string
  readonly channel: string
  readonly messageTs: string | undefined
  readonly at: number
  uses: number
  readonly bodies: Json[]
  readonly shown: Message[]
}

export interface World {
  readonly options: WorldOptions
  origin: string
  readonly users: Map<string, User>
  readonly groups: Map<string, { id: string; handle: string; users: string[] }>
  readonly channels: Map<string, Channel>
  readonly messages: Message[]
  readonly views: View[]
  readonly files: Map<string, StoredFile>
  readonly statuses: Map<string, { status: string; at: number; loading: readonly string[] }>
  readonly sessions: Map<string, { status: string; title: string }>
  readonly prompts: Map<string, readonly Json[]>
  readonly titles: Map<string, string>
  readonly triggers: Map<string, Trigger>
  readonly responseUrls: Map<string, ResponseUrl>
  readonly calls: Call[]
  readonly violations: Violation[]
  readonly tolerated: Set<string>
  publish: (event: Json) => void
  // Slack's clock, which a test may put forward.
  now: () => number
  passTime: (ms: number) => void
  newId: (prefix: string) => string
  newTs: () => string
}

export const createWorld = (options: WorldOptions): World => ({
  options,
  origin: '',
  users: new Map(),
  groups: new Map(),
  channels: new Map(),
  messages: [],
  views: [],
  files: new Map(),
  statuses: new Map(),
  sessions: new Map(),
  prompts: new Map(),
  titles: new Map(),
  triggers: new Map(),
  responseUrls: new Map(),
  calls: [],
  violations: [],
  tolerated: new Set(),
  publish: () => {},
  ...newClock(),
  newId: newIdSource(),
  newTs: newTsSource(),
})

export const recordViolation = (world: World, method: string, code: string, detail: string) => {
  if (world.tolerated.has(code)) return
  world.violations.push({ method, code, detail, at: Date.now() })
}
