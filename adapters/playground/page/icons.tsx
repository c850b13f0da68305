import type { ComponentChildren } from 'preact'

const drawn =
  (children: ComponentChildren, size = 18) =>
  () => (
    <svg
      class="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )

export const HomeIcon = drawn(
  <path d="M3.5 9 10 3.5 16.5 9v6.5a1 1 0 0 1-1 1h-3.5v-5h-4v5H4.5a1 1 0 0 1-1-1z" />,
)
export const HashIcon = drawn(
  <path d="M8 3.5 6.5 16.5M13.5 3.5 12 16.5M4 7.5h12.5M3.5 12.5H16" />,
  16,
)
export const ThreadIcon = drawn(
  <path d="M4.5 4h11a1 1 0 0 1 1 1v7.5a1 1 0 0 1-1 1H9l-3.5 3v-3h-1a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z" />,
  16,
)
export const SendIcon = drawn(<path d="M10 16V4.5M5 9l5-5 5 5" />)
export const PlusIcon = drawn(<path d="M10 4v12M4 10h12" />)
export const CloseIcon = drawn(<path d="m5 5 10 10M15 5 5 15" />)
export const MenuIcon = drawn(<path d="M3.5 6h13M3.5 10h13M3.5 14h13" />)
export const ChevronIcon = drawn(<path d="m6 8 4 4 4-4" />, 14)
export const CheckIcon = drawn(<path d="m4.5 10.5 3.5 3.5 7.5-8" />, 15)
export const BackIcon = drawn(<path d="m12 4.5-5.5 5.5 5.5 5.5" />)
export const EditIcon = drawn(
  <path d="m4 16 .7-3.2L13 4.5a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2l-8.3 8.3z" />,
  16,
)
export const BinIcon = drawn(<path d="M4 6h12M8 6V4h4v2M5.5 6l.8 10h7.4l.8-10" />, 16)
export const LockIcon = drawn(<path d="M6 9V7a4 4 0 0 1 8 0v2M5 9h10v7H5z" />, 14)
export const CopyIcon = drawn(<path d="M7.5 7.5h8v8h-8zM4.5 12.5v-8h8" />, 15)
export const FileIcon = drawn(<path d="M5.5 3h6l3.5 3.5V17h-9.5zM11 3v4h4" />, 16)
export const SunIcon = drawn(
  <path d="M10 6.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1" />,
)
export const MoonIcon = drawn(<path d="M16 11.5A6.5 6.5 0 0 1 8.5 4a6.5 6.5 0 1 0 7.5 7.5z" />)
export const SystemIcon = drawn(<path d="M3.5 4.5h13v9h-13zM7.5 16.5h5M10 13.5v3" />)
export const DownIcon = drawn(<path d="M10 4v12M5 11l5 5 5-5" />, 15)

/** Two jacks and the cord between them. */
export const Mark = ({ size = 20 }: { size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
    <path
      d="M5.5 8.4c0 7 9 -3.8 9 3.2"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
    />
    <circle cx="5.5" cy="5.5" r="2.4" stroke="currentColor" stroke-width="1.9" />
    <circle cx="14.5" cy="14.5" r="2.8" fill="currentColor" />
  </svg>
)
