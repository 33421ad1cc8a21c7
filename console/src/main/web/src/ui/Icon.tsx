/** Our own small stroke icons on a 24 grid; decoration only, so hidden from screen readers. */
const PATHS = {
  home: 'M4 11l8-7 8 7M6 9.500V20h12V9.500',
  logs: 'M4 6h16M4 10h11M4 14h16M4 18h8',
  bug: 'M8 8a4 4 0 0 1 8 0M7 9h10v5a5 5 0 0 1-10 0zM3 13h4M17 13h4M4 7l3 2M20 7l-3 2M4 20l3.500-2.500M20 20l-3.500-2.500M12 10v9',
  target: 'M12 3a9 9 0 1 0 9 9M12 7.500a4.500 4.500 0 1 0 4.500 4.500M12 12l8-8M16.500 3.500V8H21',
  bell: 'M12 4a5 5 0 0 0-5 5c0 5-2 6.500-2 6.500h14S17 14 17 9a5 5 0 0 0-5-5zM10.300 19a2 2 0 0 0 3.400 0',
  search: 'M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM20 20l-4.800-4.800',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.500v2M12 19.500v2M2.500 12h2M19.500 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400',
  moon: 'M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500z',
  auto: 'M12 3a9 9 0 1 0 0 18zM12 3a9 9 0 0 1 0 18',
  clock: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 7.500V12l3 2',
  out: 'M14 4h5a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-5M15 12H4M8 8l-4 4 4 4',
  help: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .8-1 1.700M12 16.500v.1',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  cross: 'M6 6l12 12M18 6L6 18',
  warn: 'M12 4L2.800 20h18.400zM12 10v4.500M12 17.300v.1',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 5l11 7-11 7z',
  plus: 'M12 5v14M5 12h14',
  trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  down: 'M6 9l6 6 6-6',
  right: 'M9 6l6 6-6 6',
  left: 'M15 6l-6 6 6 6',
  refresh: 'M20 11a8 8 0 1 0-2 6M20 5v6h-6',
  note: 'M5 4h14v11l-5 5H5zM14 20v-5h5M8 8.500h8M8 12h5',
  doc: 'M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7',
  table: 'M4 5h16v14H4zM4 10h16M4 14.500h16M10 5v14',
  chart: 'M4 4v16h16M7 15l4-5 3 3 5-7',
  user: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.500 20a7.500 7.500 0 0 1 15 0',
  link: 'M10 14l10-10M14 4h6v6M18 14v6H4V6h6',
  flame: 'M12 3s5 4.500 5 10a5 5 0 0 1-10 0c0-2 1-3.500 2-4.500 0 1.500.8 2.500 1.500 2.500C12 9.500 10.500 6 12 3z',
  question: 'M9 9a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400M12 17.500v.1',
  half: 'M12 4v16M4 12h8',
  dot: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
