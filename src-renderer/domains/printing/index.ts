export { PrintAct, PrintButton } from './print-button.tsx'
export { PrintCount } from './print-count.tsx'
export { PrintingScreen } from './printing-screen.tsx'
export { useLabelsByThemselves, usePrint } from './use-print.ts'
