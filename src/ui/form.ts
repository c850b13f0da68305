/**
 * Questions in a dialog. One that is larger than a platform's dialog (Discord: five fields, 25 choices) is shown there
 * as a card with one button per section.
 */
export interface Form {
  /** Names the handler of the answers. */
  readonly id: string
  /** At most 24 characters. */
  readonly title: string
  readonly submitLabel: string
  /** Comes back with the answers unchanged; at most 60 characters. */
  readonly state: string
  readonly sections: readonly FormSection[]
}

export interface FormSection {
  readonly id: string
  readonly title: string
  /** At most five. */
  readonly fields: readonly FormField[]
}

interface FieldHead {
  readonly id: string
  /** At most 45 characters. */
  readonly label: string
  /** At most 100 characters. */
  readonly hint?: string
  readonly required: boolean
}

export type FormField = TextField | ChoiceField | PickField

export interface TextField extends FieldHead {
  readonly kind: 'text'
  readonly multiline: boolean
  /** At most 3000. */
  readonly maxLength: number
  readonly initial?: string
  /** Never shown again, never kept: not even while a form is put right. */
  readonly secret?: boolean
}

export interface ChoiceField extends FieldHead {
  readonly kind: 'choice'
  readonly multiple: boolean
  /** At most 100; where the platform allows 25, longer ones are cut into pages by the bot. */
  readonly choices: readonly FieldChoice[]
  readonly initial: readonly string[]
}

export interface FieldChoice {
  readonly label: string
  readonly value: string
  readonly detail?: string
}

/** People, channels or groups (Slack user groups, Discord roles) of the workspace. */
export interface PickField extends FieldHead {
  readonly kind: 'pick'
  readonly of: 'members' | 'channels' | 'groups'
  readonly multiple: boolean
  readonly initial: readonly string[]
}

/** What a person filled in: a text as one element, an empty field as none. */
export type FormValues = Readonly<Record<string, readonly string[]>>
