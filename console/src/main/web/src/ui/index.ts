/** The only door to the component library: pages import from here, never from Mantine. */
export {
  ActionIcon,
  Anchor,
  AppShell,
  Burger,
  Button,
  Checkbox,
  Collapse,
  Group,
  Kbd,
  Loader,
  MantineProvider,
  Menu,
  Modal,
  MultiSelect,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Select,
  Skeleton,
  Stack,
  Switch,
  Table,
  Tabs,
  Text,
  TextInput,
  Textarea,
  Title,
  Tooltip,
  UnstyledButton,
  VisuallyHidden,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
export { useDebouncedValue, useDisclosure, useMediaQuery } from '@mantine/hooks';
export { Notifications, notifications } from '@mantine/notifications';
export { ConfirmButton } from './ConfirmButton';
export { CopyBlock } from './CopyBlock';
export { DataTable } from './DataTable';
export { Empty } from './Empty';
export { ErrorNote } from './ErrorNote';
export { Figure } from './Figure';
export { Icon } from './Icon';
export { Page } from './Page';
export { Panel } from './Panel';
export { Rows } from './Rows';
export { Status, type Tone } from './Status';
export { fail, tell } from './tell';
