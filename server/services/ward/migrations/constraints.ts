import { references, type ServiceConstraints, unique } from '../../../platform/testing/model-store/constraints.ts'

export const wardConstraints: ServiceConstraints = {
  'ward.ward': { unique: [unique('ward_code_key', ['code'])] },
  'ward.room': {
    unique: [unique('room_name_key', ['wardId', 'name'])],
    references: [references('room', 'wardId', 'ward.ward')],
  },
  'ward.bed': {
    unique: [unique('bed_label_key', ['wardId', 'label'])],
    references: [
      references('bed', 'wardId', 'ward.ward'),
      references('bed', 'roomId', 'ward.room'),
      references('bed', 'admissionId', 'ward.admission', true),
    ],
    integers: ['position'],
  },
  'ward.patient': {
    references: [
      references('patient', 'wardId', 'ward.ward'),
      references('patient', 'admissionId', 'ward.admission', true),
    ],
  },
  'ward.admission': {
    unique: [unique('admission_bht_key', ['bht']), unique('admission_bed_key', ['bedId'], 'bed_id IS NOT NULL')],
    references: [
      references('admission', 'patientId', 'ward.patient'),
      references('admission', 'wardId', 'ward.ward'),
      references('admission', 'bedId', 'ward.bed'),
    ],
    integers: ['spo2Scale', 'observeEveryMinutes'],
  },
  'ward.product': { references: [references('product', 'genericId', 'ward.generic')] },
  'ward.rulePack': { integers: ['rules'] },
  'ward.interaction': { references: [references('interaction', 'packId', 'ward.rulePack')] },
  'ward.crossReaction': { references: [references('cross_reaction', 'packId', 'ward.rulePack')] },
  'ward.doseLimit': {
    references: [references('dose_limit', 'packId', 'ward.rulePack')],
    integers: ['fromAge', 'toAge'],
  },
  'ward.allergy': { references: [references('allergy', 'patientId', 'ward.patient')] },
  'ward.medicationOrder': {
    references: [
      references('medication_order', 'admissionId', 'ward.admission'),
      references('medication_order', 'patientId', 'ward.patient'),
      references('medication_order', 'genericId', 'ward.generic'),
      references('medication_order', 'productId', 'ward.product'),
    ],
    integers: ['version'],
  },
  'ward.administration': {
    references: [
      references('administration', 'admissionId', 'ward.admission'),
      references('administration', 'patientId', 'ward.patient'),
    ],
  },
  'ward.fluid': {
    references: [
      references('fluid', 'admissionId', 'ward.admission'),
      references('fluid', 'patientId', 'ward.patient'),
    ],
    integers: ['volume'],
  },
  'ward.infusionStep': {
    references: [
      references('infusion_step', 'admissionId', 'ward.admission'),
      references('infusion_step', 'patientId', 'ward.patient'),
    ],
    integers: ['remaining'],
  },
  'ward.transfer': { references: [references('transfer', 'admissionId', 'ward.admission')] },
  'ward.vitals': {
    references: [
      references('vitals', 'patientId', 'ward.patient'),
      references('vitals', 'admissionId', 'ward.admission'),
    ],
    integers: ['spo2Scale', 'news2'],
  },
}
