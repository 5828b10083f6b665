import { createTheme, type MantineColorsTuple } from '@mantine/core';

const petrol = Array.from({ length: 10 }, (_, shade) => `var(--or-petrol-${shade})`) as unknown as MantineColorsTuple;

/** Mantine's parts in Oriel's tokens; docs/design.md says which maps to which. */
export const mantineTheme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 5 },
  colors: { petrol },
  defaultRadius: 6,
  fontFamily: 'var(--or-font-ui)',
  fontFamilyMonospace: 'var(--or-font-mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px' },
  components: {
    Popover: {
      defaultProps: {
        shadow: undefined,
        withinPortal: true,
        classNames: { dropdown: 'pop' },
        transitionProps: { duration: 120 },
        trapFocus: true,
        returnFocus: true,
      },
    },
    Modal: { defaultProps: { centered: true, radius: 12, transitionProps: { duration: 140 } } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false } },
  },
});
