import { useState } from 'preact/hooks'
import { Avatar } from './avatar.tsx'
import { ChevronIcon, Mark, MenuIcon, MoonIcon, SunIcon, SystemIcon } from './icons.tsx'
import { Listbox } from './listbox.tsx'
import { Popover } from './popover.tsx'
import { choosePerson, isDrawerOpen, type World } from './state.ts'
import { useStore } from './store.ts'
import { chooseTheme, readTheme, type Theme } from './theme.ts'

export function TopBar({ world }: { world: World }) {
  const isOpen = useStore(isDrawerOpen, value => value)
  return (
    <header class="top-bar">
      <button
        type="button"
        class="quiet icon-only drawer-button"
        aria-label="Conversations"
        aria-expanded={isOpen}
        onClick={() => isDrawerOpen.set(!isOpen)}
      >
        <MenuIcon />
      </button>
      <a class="brand" href="#/general">
        <span class="brand-mark">
          <Mark size={17} />
        </span>
        Switchboard
      </a>
      <span class="badge brand-badge">Playground</span>
      <span class="top-space" />
      <ThemeButton />
      <PersonSwitch world={world} />
    </header>
  )
}

const next: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' }

function ThemeButton() {
  const [theme, setTheme] = useState(readTheme)
  const label = `Theme: ${theme}`
  const change = (): void => {
    chooseTheme(next[theme])
    setTheme(next[theme])
  }
  return (
    <button type="button" class="quiet icon-only" aria-label={label} title={label} onClick={change}>
      {theme === 'system' ? <SystemIcon /> : theme === 'light' ? <SunIcon /> : <MoonIcon />}
    </button>
  )
}

const abilities = {
  admin: 'Admin: decides on models and budgets',
  member: 'Member: asks and picks',
  guest: 'Guest: from another organisation',
  bot: '',
} as const

const PersonSwitch = ({ world: { me, people } }: { world: World }) => (
  <Popover
    buttonClass="person-button"
    align="end"
    label={`You are ${me.name}, ${me.role}. Be somebody else`}
    face={
      <>
        <Avatar person={me} size={26} />
        <span class="person-name">{me.name}</span>
        <span class="badge">{me.role}</span>
        <ChevronIcon />
      </>
    }
  >
    {close => (
      <>
        <p class="popover-head">Be somebody else</p>
        <Listbox
          label="Who you are"
          multiple={false}
          chosen={[me.id]}
          choices={people.map(({ id, name, role }) => ({
            value: id,
            label: name,
            detail: abilities[role],
          }))}
          choose={id => {
            close()
            choosePerson(id)
          }}
        />
      </>
    )}
  </Popover>
)
