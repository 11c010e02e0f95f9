import { Department, Generic, Pack, Product, Supplier } from '../../../src-shared/domains/pharmacy/index.ts'
import type { Resource } from '../../platform/http/resources/resource.ts'

export const pharmacyResources: readonly Resource[] = [
  {
    ...{ name: 'generics', kind: Generic, access: 'person', summary: 'Substances of the formulary' },
    filters: ['atc', 'name', 'retired'],
  },
  {
    ...{ name: 'products', kind: Product, access: 'person', summary: 'Products of the formulary' },
    filters: ['genericId', 'retired'],
  },
  {
    ...{ name: 'packs', kind: Pack, access: 'person', summary: 'Packs of the products, with their barcodes' },
    filters: ['productId', 'gtin', 'retired'],
  },
  {
    ...{ name: 'departments', kind: Department, access: 'person', summary: 'Places with stock of their own' },
    filters: ['code', 'retired'],
  },
  {
    ...{ name: 'suppliers', kind: Supplier, access: 'person', summary: 'Who brings medicines' },
    filters: ['name', 'retired'],
  },
]
