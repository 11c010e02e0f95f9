import { createTheme, type MantineColorsTuple } from '@mantine/core'

const clinic: MantineColorsTuple = [
  '#e8f2fc',
  '#cfe2f6',
  '#9fc6ec',
  '#6ca8e1',
  '#4390d8',
  '#2a81d3',
  '#1c79d1',
  '#0d67ba',
  '#0a58a6',
  '#044b91',
]

export const theme = createTheme({
  primaryColor: 'clinic',
  primaryShade: 8,
  autoContrast: true,
  colors: { clinic },
  fontFamily: 'inherit',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
})
