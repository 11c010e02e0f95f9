export { formularyNames, medicineView, productByBarcode, productView } from './queries/formulary.ts'
export { pharmacyRouter } from './router.ts'
