/** Icon.tsx — our own small drawings, one line thick, in the colour of the text around them. */
const paths = {
  menu: 'M4 6h12M4 10h12M4 14h12',
  refresh: 'M16 10a6 6 0 1 1-1.8-4.3M16 3.2v3.2h-3.2',
  plus: 'M10 4v12M4 10h12',
  search: 'M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM13.5 13.5 17 17',
  filter: 'M3.5 4.5h13l-5 6v5.5l-3-2v-3.5Z',
  trash: 'M4 5.5h12M8 5.5v-2h4v2M5.5 5.5l.7 11h7.6l.7-11M8.5 8.5v5M11.5 8.5v5',
  star: 'm10 3 2.1 4.5 4.9.6-3.6 3.4.9 4.9-4.3-2.4-4.3 2.4.9-4.9L3 8.1l4.9-.6L10 3Z',
  dot: 'M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  ring: 'M10 15.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Z',
  outside: 'M11 4h5v5M16 4l-7 7M14 11.5V15a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h3.5',
  chevron: 'm8 6 4 4-4 4',
  back: 'm12 5-5 5 5 5',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  checks: 'm2.5 10.5 3.5 3.5 6-8M10 13l1 1 6.5-8',
  check: 'm4.5 10.5 3.5 3.5 7.5-8.5',
  newest: 'M6 4v12m0 0 3-3m-3 3-3-3M11 6h6M11 10h4.5M11 14h3',
  oldest: 'M6 16V4m0 0 3 3M6 4 3 7M11 6h3M11 10h4.5M11 14h6',
  today: 'M4 5.5h12v11H4zM4 8.5h12M7.5 3.5v3M12.5 3.5v3M8 12.5l1.5 1.5 3-3',
  unread: 'M3.5 5h13v10h-13zM3.5 5.5 10 11l6.5-5.5',
  all: 'M5 3.5h10v13H5zM7.5 7h5M7.5 10h5M7.5 13h3',
  folder: 'M3 5.5h5l1.5 2H17v8H3z',
  family: 'M4 16.5v-11h7v11M11 8.5h5v8M2.5 16.5h15M6.5 8.5h2M6.5 11.5h2M13 11.5h1',
  warning: 'M10 3.5 17.5 16h-15L10 3.5ZM10 8.5v3.5M10 13.9v.2',
  more: 'M4.2 10a.7.7 0 1 0 1.4 0 .7.7 0 1 0-1.4 0M9.3 10a.7.7 0 1 0 1.4 0 .7.7 0 1 0-1.4 0M14.4 10a.7.7 0 1 0 1.4 0 .7.7 0 1 0-1.4 0',
  help: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM7.9 8.2a2.1 2.1 0 1 1 3.2 1.8c-.7.4-1.1.8-1.1 1.6M10 13.9v.1',
  offline: 'M3 3l14 14M6 14a3 3 0 0 1 .3-6M9.5 6.2A4 4 0 0 1 14 9.5a2.5 2.5 0 0 1 1.5 4.3M6 14h6',
} as const

export type IconName = keyof typeof paths

interface Props {
  readonly name: IconName
  readonly isFilled?: boolean
}

export function Icon({ name, isFilled = false }: Props) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false" data-filled={isFilled}>
      <path d={paths[name]} />
    </svg>
  )
}
