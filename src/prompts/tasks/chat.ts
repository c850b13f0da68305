import type { Task } from '../task.ts'

export const chat: Task = {
  id: 'chat',
  name: 'Chat',
  summary: 'An answer to what the conversation is about',
}
