/**
 * Medicines of a general hospital, written for demonstration and verified by nobody: names, ATC codes, strengths and flags
 * have to be checked by a pharmacist before anybody relies on one. One line each:
 * `name | ATC | flags | form strength[/volume] route,route [BRAND]; …`
 * Flags: `alert:<group>`, `controlled`, `critical` (a late dose harms), `hold:<vital><number`, `tall:<Letters>`, `like:<name>`.
 */
export const MEDICINES = `
paracetamol | N02BE01 | | tablet 500 mg oral PANADOL; oral suspension 120 mg/5 mL oral; suppository 250 mg rectal; solution for infusion 10 mg/1 mL intravenous
ibuprofen | M01AE01 | | tablet 200 mg oral BRUFEN; tablet 400 mg oral; oral suspension 100 mg/5 mL oral
diclofenac | M01AB05 | | tablet 50 mg oral VOLTAREN; suppository 100 mg rectal; injection 25 mg/1 mL intramuscular
naproxen | M01AE02 | | tablet 250 mg oral
celecoxib | M01AH01 | like:citalopram | capsule 100 mg oral
mefenamic acid | M01AG01 | | capsule 250 mg oral
acetylsalicylic acid | N02BA01 | | tablet 75 mg oral; tablet 300 mg oral
tramadol | N02AX02 | alert:opioid controlled tall:traMADol like:trazodone | capsule 50 mg oral; injection 50 mg/1 mL intravenous,intramuscular
morphine | N02AA01 | alert:opioid controlled like:hydromorphone | tablet 10 mg oral; oral solution 10 mg/5 mL oral; injection 10 mg/1 mL intravenous,subcutaneous,intramuscular
hydromorphone | N02AA03 | alert:opioid controlled tall:HYDROmorphone like:morphine | tablet 2 mg oral
oxycodone | N02AA05 | alert:opioid controlled tall:oxyCODONE like:oxymorphone | tablet 5 mg oral
codeine | R05DA04 | alert:opioid controlled | tablet 30 mg oral
pethidine | N02AB02 | alert:opioid controlled | injection 50 mg/1 mL intramuscular,intravenous
fentanyl | N02AB03 | alert:opioid controlled tall:fentaNYL like:sufentanil | injection 50 ug/1 mL intravenous,epidural; patch 25 ug transdermal
naloxone | V03AB15 | critical | injection 400 ug/1 mL intravenous,intramuscular,subcutaneous
amoxicillin | J01CA04 | critical | capsule 250 mg oral; capsule 500 mg oral AMOXIL; oral suspension 125 mg/5 mL oral
ampicillin | J01CA01 | critical | vial 500 mg intravenous,intramuscular
amoxicillin + clavulanic acid | J01CR02 | critical | tablet 500 mg + 125 mg oral AUGMENTIN; vial 1 g + 200 mg intravenous
benzylpenicillin | J01CE01 | critical | vial 600 mg intravenous,intramuscular
phenoxymethylpenicillin | J01CE02 | | tablet 250 mg oral
benzathine benzylpenicillin | J01CE08 | | vial 1200000 units intramuscular
flucloxacillin | J01CF05 | critical | capsule 250 mg oral; vial 500 mg intravenous
cloxacillin | J01CF02 | critical | capsule 250 mg oral; vial 500 mg intravenous
piperacillin + tazobactam | J01CR05 | critical | vial 4 g + 500 mg intravenous
cefalexin | J01DB01 | | capsule 250 mg oral
cefazolin | J01DB04 | critical tall:ceFAZolin like:ceftriaxone | vial 1 g intravenous
cefuroxime | J01DC02 | critical | tablet 250 mg oral; vial 750 mg intravenous
cefotaxime | J01DD01 | critical tall:cefoTAXime like:cefoxitin | vial 1 g intravenous
ceftriaxone | J01DD04 | critical tall:cefTRIAXone like:cefazolin | vial 1 g intravenous
ceftazidime | J01DD02 | critical tall:cefTAZidime like:ceftriaxone | vial 1 g intravenous
cefepime | J01DE01 | critical | vial 1 g intravenous
meropenem | J01DH02 | critical | vial 500 mg intravenous; vial 1 g intravenous
imipenem + cilastatin | J01DH51 | critical | vial 500 mg + 500 mg intravenous
gentamicin | J01GB03 | critical | injection 40 mg/1 mL intravenous,intramuscular
amikacin | J01GB06 | critical | injection 250 mg/1 mL intravenous,intramuscular
azithromycin | J01FA10 | | tablet 250 mg oral; tablet 500 mg oral
clarithromycin | J01FA09 | | tablet 250 mg oral; tablet 500 mg oral
erythromycin | J01FA01 | | tablet 250 mg oral
clindamycin | J01FF01 | | capsule 150 mg oral; injection 150 mg/1 mL intravenous
doxycycline | J01AA02 | | capsule 100 mg oral
ciprofloxacin | J01MA02 | | tablet 250 mg oral; tablet 500 mg oral; solution for infusion 2 mg/1 mL intravenous
levofloxacin | J01MA12 | tall:levoFLOXacin like:levetiracetam | tablet 500 mg oral
nitrofurantoin | J01XE01 | | tablet 50 mg oral
metronidazole | J01XD01 | tall:metroNIDAZOLE like:metformin | tablet 200 mg oral; tablet 400 mg oral FLAGYL; solution for infusion 5 mg/1 mL intravenous
vancomycin | J01XA01 | critical | vial 500 mg intravenous
linezolid | J01XX08 | | tablet 600 mg oral
sulfamethoxazole + trimethoprim | J01EE01 | | tablet 400 mg + 80 mg oral SEPTRIN
rifampicin | J04AB02 | | capsule 150 mg oral; capsule 300 mg oral
isoniazid | J04AC01 | | tablet 100 mg oral
pyrazinamide | J04AK01 | | tablet 500 mg oral
ethambutol | J04AK02 | | tablet 400 mg oral
fluconazole | J02AC01 | like:fluvoxamine | capsule 150 mg oral; solution for infusion 2 mg/1 mL intravenous
itraconazole | J02AC02 | | capsule 100 mg oral
amphotericin B | J02AA01 | critical | vial 50 mg intravenous
aciclovir | J05AB01 | | tablet 200 mg oral; vial 250 mg intravenous
oseltamivir | J05AH02 | | capsule 75 mg oral
chloroquine | P01BA01 | | tablet 250 mg oral
primaquine | P01BA03 | | tablet 7.5 mg oral
artemether + lumefantrine | P01BF01 | critical | tablet 20 mg + 120 mg oral
albendazole | P02CA03 | | tablet 400 mg oral
mebendazole | P02CA01 | | tablet 100 mg oral
warfarin | B01AA03 | alert:anticoagulant critical | tablet 1 mg oral; tablet 3 mg oral; tablet 5 mg oral
heparin | B01AB01 | alert:anticoagulant critical | injection 5000 units/1 mL intravenous,subcutaneous
enoxaparin | B01AB05 | alert:anticoagulant critical | prefilled syringe 40 mg subcutaneous CLEXANE; prefilled syringe 60 mg subcutaneous
rivaroxaban | B01AF01 | alert:anticoagulant critical | tablet 15 mg oral; tablet 20 mg oral
apixaban | B01AF02 | alert:anticoagulant critical | tablet 5 mg oral
clopidogrel | B01AC04 | | tablet 75 mg oral PLAVIX
tranexamic acid | B02AA02 | | tablet 500 mg oral; injection 100 mg/1 mL intravenous
phytomenadione | B02BA01 | | injection 10 mg/1 mL intravenous,intramuscular
alteplase | B01AD02 | alert:anticoagulant critical | vial 50 mg intravenous
streptokinase | B01AD01 | alert:anticoagulant critical | vial 1500000 units intravenous
ferrous sulfate | B03AA07 | | tablet 200 mg oral
folic acid | B03BB01 | | tablet 1 mg oral; tablet 5 mg oral
hydroxocobalamin | B03BA03 | | injection 1 mg/1 mL intramuscular
potassium chloride | B05XA01 | alert:potassium critical | injection 150 mg/1 mL intravenous
sodium bicarbonate | B05XA02 | | injection 84 mg/1 mL intravenous
calcium gluconate | A12AA03 | | injection 100 mg/1 mL intravenous
magnesium sulfate | A12CC02 | | injection 500 mg/1 mL intravenous,intramuscular
glucose | B05BA03 | | solution for infusion 50 mg/1 mL intravenous; injection 500 mg/1 mL intravenous
sodium chloride | B05BB01 | | solution for infusion 9 mg/1 mL intravenous
atenolol | C07AB03 | hold:pulse<50 | tablet 50 mg oral
bisoprolol | C07AB07 | hold:pulse<50 | tablet 2.5 mg oral; tablet 5 mg oral
metoprolol | C07AB02 | hold:pulse<50 | tablet 50 mg oral; injection 1 mg/1 mL intravenous
carvedilol | C07AG02 | hold:pulse<50 | tablet 6.25 mg oral; tablet 12.5 mg oral
propranolol | C07AA05 | hold:pulse<50 | tablet 10 mg oral; tablet 40 mg oral
amlodipine | C08CA01 | hold:systolic<100 tall:amLODIPine like:amiloride | tablet 5 mg oral NORVASC; tablet 10 mg oral
nifedipine | C08CA05 | hold:systolic<100 tall:NIFEdipine like:nicardipine | modified-release tablet 20 mg oral
diltiazem | C08DB01 | hold:pulse<50 | tablet 60 mg oral
verapamil | C08DA01 | hold:pulse<50 | tablet 40 mg oral; injection 2.5 mg/1 mL intravenous
enalapril | C09AA02 | hold:systolic<100 | tablet 5 mg oral
lisinopril | C09AA03 | hold:systolic<100 | tablet 5 mg oral; tablet 10 mg oral
ramipril | C09AA05 | hold:systolic<100 | capsule 2.5 mg oral
captopril | C09AA01 | hold:systolic<100 | tablet 25 mg oral
losartan | C09CA01 | hold:systolic<100 | tablet 50 mg oral COZAAR
valsartan | C09CA03 | hold:systolic<100 | tablet 80 mg oral
hydralazine | C02DB02 | hold:systolic<100 tall:hydrALAZINE like:hydroxyzine | tablet 25 mg oral; injection 20 mg/1 mL intravenous
methyldopa | C02AB01 | | tablet 250 mg oral
prazosin | C02CA01 | hold:systolic<100 | tablet 1 mg oral
furosemide | C03CA01 | | tablet 40 mg oral LASIX; injection 10 mg/1 mL intravenous
hydrochlorothiazide | C03AA03 | tall:hydroCHLOROthiazide like:hydralazine | tablet 25 mg oral
spironolactone | C03DA01 | | tablet 25 mg oral
mannitol | B05BC01 | | solution for infusion 200 mg/1 mL intravenous
digoxin | C01AA05 | hold:pulse<60 critical | tablet 62.5 ug oral; tablet 250 ug oral LANOXIN; injection 250 ug/1 mL intravenous
amiodarone | C01BD01 | hold:pulse<50 | tablet 200 mg oral; injection 50 mg/1 mL intravenous
adenosine | C01EB10 | critical | injection 3 mg/1 mL intravenous
glyceryl trinitrate | C01DA02 | | sublingual tablet 500 ug sublingual; injection 1 mg/1 mL intravenous
isosorbide mononitrate | C01DA14 | hold:systolic<100 | tablet 20 mg oral
epinephrine | C01CA24 | critical tall:EPINEPHrine like:ephedrine | injection 1 mg/1 mL intravenous,intramuscular
norepinephrine | C01CA03 | critical | injection 1 mg/1 mL intravenous
dopamine | C01CA04 | critical tall:DOPamine like:dobutamine | injection 40 mg/1 mL intravenous
dobutamine | C01CA07 | critical tall:DOBUTamine like:dopamine | injection 12.5 mg/1 mL intravenous
ephedrine | C01CA26 | tall:ePHEDrine like:epinephrine | injection 30 mg/1 mL intravenous
atorvastatin | C10AA05 | | tablet 10 mg oral; tablet 20 mg oral LIPITOR
simvastatin | C10AA01 | | tablet 20 mg oral
rosuvastatin | C10AA07 | | tablet 10 mg oral
insulin soluble human | A10AB01 | alert:insulin critical | injection 100 units/1 mL subcutaneous,intravenous
insulin isophane human | A10AC01 | alert:insulin critical | injection 100 units/1 mL subcutaneous
insulin glargine | A10AE04 | alert:insulin critical | injection 100 units/1 mL subcutaneous LANTUS
metformin | A10BA02 | tall:metFORMIN like:metronidazole | tablet 500 mg oral; tablet 850 mg oral GLUCOPHAGE
gliclazide | A10BB09 | | tablet 80 mg oral
glibenclamide | A10BB01 | | tablet 5 mg oral
sitagliptin | A10BH01 | | tablet 100 mg oral
levothyroxine | H03AA01 | | tablet 50 ug oral; tablet 100 ug oral
carbimazole | H03BB01 | | tablet 5 mg oral
hydrocortisone | H02AB09 | | vial 100 mg intravenous,intramuscular
prednisolone | H02AB06 | tall:prednisoLONE like:prednisone | tablet 5 mg oral
dexamethasone | H02AB02 | | tablet 500 ug oral; injection 4 mg/1 mL intravenous,intramuscular
methylprednisolone | H02AB04 | tall:methylPREDNISolone like:medroxyprogesterone | vial 500 mg intravenous
omeprazole | A02BC01 | | capsule 20 mg oral; vial 40 mg intravenous
pantoprazole | A02BC02 | | tablet 40 mg oral; vial 40 mg intravenous
famotidine | A02BA03 | | tablet 20 mg oral
metoclopramide | A03FA01 | | tablet 10 mg oral; injection 5 mg/1 mL intravenous,intramuscular
domperidone | A03FA03 | | tablet 10 mg oral
ondansetron | A04AA01 | | tablet 4 mg oral; injection 2 mg/1 mL intravenous
hyoscine butylbromide | A03BB01 | | tablet 10 mg oral; injection 20 mg/1 mL intravenous,intramuscular
lactulose | A06AD11 | | oral solution 667 mg/1 mL oral
bisacodyl | A06AB02 | | tablet 5 mg oral; suppository 10 mg rectal
senna glycosides | A06AB06 | | tablet 7.5 mg oral
loperamide | A07DA03 | | capsule 2 mg oral
salbutamol | R03AC02 | | inhaler 100 ug inhaled VENTOLIN; nebuliser solution 1 mg/1 mL nebulised
ipratropium | R03BB01 | | inhaler 20 ug inhaled; nebuliser solution 250 ug/1 mL nebulised
budesonide | R03BA02 | | inhaler 200 ug inhaled; nebuliser solution 500 ug/1 mL nebulised
beclometasone | R03BA01 | | inhaler 100 ug inhaled
aminophylline | R03DA05 | critical | injection 25 mg/1 mL intravenous
theophylline | R03DA04 | | modified-release tablet 200 mg oral
montelukast | R03DC03 | | tablet 10 mg oral
chlorphenamine | R06AB04 | | tablet 4 mg oral PIRITON; injection 10 mg/1 mL intravenous,intramuscular
cetirizine | R06AE07 | | tablet 10 mg oral
hydroxyzine | N05BB01 | tall:hydrOXYzine like:hydralazine | tablet 10 mg oral
promethazine | R06AD02 | | tablet 25 mg oral; injection 25 mg/1 mL intramuscular
phenytoin | N03AB02 | critical | capsule 100 mg oral; injection 50 mg/1 mL intravenous
carbamazepine | N03AF01 | critical tall:carBAMazepine like:oxcarbazepine | tablet 200 mg oral
sodium valproate | N03AG01 | critical | tablet 200 mg oral; vial 400 mg intravenous
levetiracetam | N03AX14 | critical tall:levETIRAcetam like:levofloxacin | tablet 500 mg oral; injection 100 mg/1 mL intravenous
phenobarbital | N03AA02 | controlled critical | tablet 30 mg oral; injection 200 mg/1 mL intravenous
levodopa + carbidopa | N04BA02 | critical | tablet 100 mg + 25 mg oral
diazepam | N05BA01 | controlled tall:diazePAM like:diltiazem | tablet 5 mg oral; injection 5 mg/1 mL intravenous
lorazepam | N05BA06 | controlled tall:LORazepam like:alprazolam | tablet 1 mg oral
midazolam | N05CD08 | controlled | injection 1 mg/1 mL intravenous; injection 5 mg/1 mL intravenous,intramuscular
haloperidol | N05AD01 | | tablet 5 mg oral; injection 5 mg/1 mL intramuscular
olanzapine | N05AH03 | tall:OLANZapine like:quetiapine | tablet 5 mg oral
quetiapine | N05AH04 | tall:QUEtiapine like:olanzapine | tablet 25 mg oral
risperidone | N05AX08 | tall:risperiDONE like:ropinirole | tablet 1 mg oral
fluoxetine | N06AB03 | tall:FLUoxetine like:duloxetine | capsule 20 mg oral
sertraline | N06AB06 | | tablet 50 mg oral
citalopram | N06AB04 | | tablet 20 mg oral
amitriptyline | N06AA09 | | tablet 10 mg oral; tablet 25 mg oral
lithium carbonate | N05AN01 | critical | tablet 250 mg oral
ketamine | N01AX03 | controlled | injection 50 mg/1 mL intravenous,intramuscular
propofol | N01AX10 | | injection 10 mg/1 mL intravenous
lidocaine | N01BB02 | | injection 10 mg/1 mL subcutaneous,intravenous
bupivacaine | N01BB01 | tall:BUPivacaine like:ropivacaine | injection 5 mg/1 mL epidural,intrathecal
suxamethonium | M03AB01 | alert:neuromuscularBlocker | injection 50 mg/1 mL intravenous
rocuronium | M03AC09 | alert:neuromuscularBlocker | injection 10 mg/1 mL intravenous
atracurium | M03AC04 | alert:neuromuscularBlocker | injection 10 mg/1 mL intravenous
neostigmine | N07AA01 | | injection 2.5 mg/1 mL intravenous
atropine | A03BA01 | critical | injection 600 ug/1 mL intravenous
oxytocin | H01BB02 | critical | injection 10 units/1 mL intravenous,intramuscular
misoprostol | G02AD06 | tall:miSOPROStol like:mifepristone | tablet 200 ug oral,vaginal
methotrexate | L01BA01 | alert:chemotherapy | tablet 2.5 mg oral; injection 25 mg/1 mL intravenous
cyclophosphamide | L01AA01 | alert:chemotherapy | vial 500 mg intravenous
doxorubicin | L01DB01 | alert:chemotherapy tall:DOXOrubicin like:daunorubicin | vial 50 mg intravenous
vincristine | L01CA02 | alert:chemotherapy tall:vinCRIStine like:vinblastine | vial 1 mg intravenous
cisplatin | L01XA01 | alert:chemotherapy tall:CISplatin like:carboplatin | vial 50 mg intravenous
carboplatin | L01XA02 | alert:chemotherapy tall:CARBOplatin like:cisplatin | vial 150 mg intravenous
azathioprine | L04AX01 | tall:azaTHIOprine like:azacitidine | tablet 50 mg oral
ciclosporin | L04AD01 | like:cyclophosphamide | capsule 50 mg oral
tacrolimus | L04AD02 | | capsule 1 mg oral
allopurinol | M04AA01 | | tablet 100 mg oral
colchicine | M04AC01 | | tablet 500 ug oral
alendronic acid | M05BA04 | | tablet 70 mg oral
tamsulosin | G04CA02 | | capsule 400 ug oral
finasteride | G04CB01 | | tablet 5 mg oral
chloramphenicol | S01AA01 | | eye drops 5 mg/1 mL ocular
timolol | S01ED01 | | eye drops 5 mg/1 mL ocular
betamethasone | D07AC01 | | cream 1 mg topical
silver sulfadiazine | D06BA01 | | cream 10 mg topical
thiamine | A11DA01 | | tablet 10 mg oral; injection 50 mg/1 mL intravenous,intramuscular
ascorbic acid | A11GA01 | | tablet 100 mg oral
colecalciferol | A11CC05 | | tablet 1000 units oral
zinc sulfate | A12CB01 | | dispersible tablet 20 mg oral
`
