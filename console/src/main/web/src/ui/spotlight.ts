import '@mantine/spotlight/styles.css';

export { Spotlight } from '@mantine/spotlight';
