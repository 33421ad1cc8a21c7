/** The only door to the component library: pages import from here, never from Mantine. */
export {
  ActionIcon,
  Button,
  Checkbox,
  Kbd,
  Modal,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Select,
  Skeleton,
  Switch,
  TextInput,
  Textarea,
  UnstyledButton,
  VisuallyHidden,
  useMantineColorScheme,
} from '@mantine/core';
export { useDebouncedValue } from '@mantine/hooks';
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
