/**
 * Rules for demonstration, written for this project and verified by nobody. They show what a rule set can say; none of
 * them may be used for a patient before a pharmacist has compared it with a source of her own and signed the set.
 */
export const RULE_SOURCE =
  'Written for demonstration from general knowledge; no document was consulted. Unverified: not for the care of patients.'

/** `a | b | severity | evidence | effect | advice` */
export const INTERACTIONS = `
B01AA03 | N02BA01 | major | established | More bleeding | Choose another analgesic, or watch the INR closely
B01AA03 | M01A | major | established | More bleeding | Choose paracetamol
B01AA03 | J01FA | major | probable | Higher INR | Measure the INR within three days
B01AA03 | J01XD01 | major | established | Higher INR | Halve the dose, measure the INR
B01AA03 | J01EE01 | major | established | Higher INR | Choose another antibiotic
B01AA03 | J02AC | major | established | Higher INR | Measure the INR within three days
B01AA03 | C01BD01 | major | established | Higher INR for months | Reduce the dose by a third
B01AA03 | J04AB02 | major | established | Lower INR | Measure the INR weekly
B01AA03 | N03AF01 | moderate | established | Lower INR | Measure the INR
B01AB | B01AF | contraindicated | established | Two anticoagulants: bleeding | Stop one of them
B01AA03 | B01AF | contraindicated | established | Two anticoagulants: bleeding | Stop one of them
B01AF | J02AC02 | major | established | More of the anticoagulant | Choose another antifungal
B01AF | J04AB02 | major | established | Less of the anticoagulant | Choose another anticoagulant
B01AC04 | A02BC01 | moderate | probable | Less effect of clopidogrel | Choose pantoprazole
B01AB | M01A | major | probable | More bleeding | Choose paracetamol
C01AA05 | C08DA01 | major | established | More digoxin | Halve digoxin, watch the pulse
C01AA05 | C01BD01 | major | established | More digoxin | Halve digoxin
C01AA05 | C03CA01 | moderate | established | Low potassium makes digoxin dangerous | Watch the potassium
C01AA05 | J01FA09 | major | established | More digoxin | Measure the level
C07A | C08D | major | established | Slow pulse, block | Avoid together
C01BD01 | C07A | moderate | established | Slow pulse | Watch the pulse
C01BD01 | C10AA01 | major | established | Muscle damage | At most 20 mg of simvastatin
C10AA01 | J01FA09 | contraindicated | established | Muscle breakdown | Stop the statin for the course
C10AA01 | J02AC02 | contraindicated | established | Muscle breakdown | Stop the statin for the course
C10AA01 | C08CA01 | moderate | established | More statin | At most 20 mg of simvastatin
C10AA05 | J01FA09 | major | probable | Muscle damage | Stop the statin for the course
C10AA | L04AD01 | contraindicated | established | Muscle breakdown | Choose another statin and ask a specialist
C09A | C03DA01 | major | established | High potassium | Measure potassium within a week
C09C | C03DA01 | major | established | High potassium | Measure potassium within a week
C09A | C09C | major | established | Kidney failure, high potassium | Avoid together
C09A | B05XA01 | major | established | High potassium | Measure potassium
C09A | M01A | moderate | established | Kidney function falls | Watch creatinine
C09A | N05AN01 | major | established | More lithium | Measure the lithium level
C03AA03 | N05AN01 | major | established | More lithium | Measure the lithium level
M01A | N05AN01 | major | established | More lithium | Choose paracetamol
M01A | L01BA01 | major | established | More methotrexate | Avoid together
J01EE01 | L01BA01 | contraindicated | established | Bone marrow failure | Choose another antibiotic
M04AA01 | L04AX01 | contraindicated | established | Bone marrow failure | Stop allopurinol, or a quarter of azathioprine
N02A | N05BA | major | established | Breathing stops | Lowest doses, watch the breathing
N02A | N05CD08 | major | established | Breathing stops | Only where breathing is watched
N02AX02 | N06AB | major | established | Serotonin syndrome, seizures | Choose another analgesic
N02AB02 | N06AB | major | probable | Serotonin syndrome | Choose morphine
J01XX08 | N06AB | contraindicated | established | Serotonin syndrome | Choose another antibiotic
N06AB | N06AA09 | major | established | More amitriptyline | Lowest dose, watch the ECG
N06AB04 | N05AD01 | major | probable | Long QT | ECG before
N05AD01 | J01FA | major | probable | Long QT | ECG before
A04AA01 | N05AD01 | moderate | probable | Long QT | ECG where other risks are present
J01MA | C01BD01 | major | probable | Long QT | Choose another antibiotic
J01MA02 | R03DA | major | established | Theophylline poisoning | Halve theophylline, measure the level
J01FA | R03DA | moderate | established | More theophylline | Measure the level
J01MA | B03AA07 | moderate | established | The antibiotic is not absorbed | Two hours apart
J01AA02 | B03AA07 | moderate | established | The antibiotic is not absorbed | Three hours apart
H03AA01 | B03AA07 | moderate | established | Less levothyroxine | Four hours apart
J01GB | C03CA01 | major | established | Deafness, kidney failure | Measure levels and creatinine
J01GB | J01XA01 | major | probable | Kidney failure | Measure levels and creatinine
J01GB | M03A | major | established | Paralysis lasts longer | Watch the breathing
J04AB02 | L04AD01 | contraindicated | established | The graft is rejected | Choose another drug with a specialist
J04AB02 | N03AB02 | major | established | Less phenytoin | Measure the level
N03AF01 | J01FA09 | major | established | Carbamazepine poisoning | Choose azithromycin
N03AB02 | J02AC01 | major | established | Phenytoin poisoning | Measure the level
N03AG01 | J01DH | contraindicated | established | Seizures: valproate falls to nothing | Choose another antibiotic
N03AX14 | L01BA01 | moderate | theoretical | More methotrexate | Watch the blood count
L04AD01 | J01FA09 | major | established | Ciclosporin poisoning | Measure the level
L04AD02 | J02AC | major | established | Tacrolimus poisoning | Measure the level
C01DA02 | C02CA01 | moderate | probable | Pressure falls | Lie down for the first dose
A10BB | J02AC01 | major | probable | Low sugar | Measure the sugar more often
A10A | C07AA05 | moderate | established | Low sugar without its signs | Measure the sugar more often
A10BB | J01EE01 | moderate | probable | Low sugar | Measure the sugar more often
H02AB | M01A | moderate | established | Stomach bleeding | Give omeprazole beside
H02AB | A10BA02 | minor | established | Higher sugar | Measure the sugar more often
B05XA01 | C03DA01 | contraindicated | established | Dangerous potassium | Stop one of them
C08DA01 | C10AA01 | major | probable | Muscle damage | At most 10 mg of simvastatin
M04AC01 | J01FA09 | contraindicated | established | Colchicine poisoning | Choose another antibiotic
P01BA01 | C01BD01 | major | probable | Long QT | Choose another antimalarial
L01XA01 | J01GB | major | established | Kidney failure, deafness | Avoid together
L01CA02 | J02AC02 | major | established | Nerve damage | Choose another antifungal
N05AN01 | C03CA01 | moderate | probable | More lithium | Measure the level
A03FA01 | N05AD01 | moderate | established | Stiffness, restlessness | Choose another antiemetic
A03FA01 | N04BA02 | major | established | Levodopa does not work | Choose domperidone
N05AD01 | N04BA02 | major | established | Levodopa does not work | Ask a specialist
R03AC02 | C07AA05 | major | established | Bronchospasm | Choose another beta-blocker, or none
`

/** `known | suspect | advice` */
export const CROSS_REACTIONS = `
J01C | J01DB | Ask what happened: not after anaphylaxis
J01C | J01DC | Ask what happened
J01C | J01DD | Ask what happened; the risk is low
J01C | J01DE | Ask what happened; the risk is low
J01C | J01DH | Ask what happened; the risk is low
J01CA | J01CE | One penicillin stands for all
J01CA | J01CF | One penicillin stands for all
J01CA | J01CR | One penicillin stands for all
J01CE | J01CA | One penicillin stands for all
J01CE | J01CF | One penicillin stands for all
J01CE | J01CR | One penicillin stands for all
J01CF | J01CA | One penicillin stands for all
J01CF | J01CE | One penicillin stands for all
J01CF | J01CR | One penicillin stands for all
J01CR | J01CA | One penicillin stands for all
J01CR | J01CE | One penicillin stands for all
J01CR | J01CF | One penicillin stands for all
J01DB | J01C | Ask what happened
J01DB | J01DC | Ask what happened
J01DC | J01DB | Ask what happened
J01DC | J01DD | Ask what happened
J01DD | J01DC | Ask what happened
J01DD | J01DE | Ask what happened
J01DE | J01DD | Ask what happened
J01EE | C03AA | Ask what happened; the risk is doubtful
J01EE | C03CA | Ask what happened; the risk is doubtful
J01EE | D06BA | Not on the skin either
N02BA | M01A | Asthma or hives after aspirin: no other of the group
M01A | N02BA | Asthma or hives after one: no other of the group
M01AE | M01AB | Asthma or hives after one: no other of the group
M01AB | M01AE | Asthma or hives after one: no other of the group
M01AE | M01AG | Asthma or hives after one: no other of the group
C09A | C09C | Swelling after one: with care
N03AB | N03AF | Skin reaction after one: not the other
N03AF | N03AB | Skin reaction after one: not the other
N03AA | N03AB | Skin reaction after one: not the other
N02AA | R05DA | Ask what happened: itching is no allergy
R05DA | N02AA | Ask what happened: itching is no allergy
L01XA01 | L01XA02 | Not after anaphylaxis
`

/** `atc | from age | to age | per dose | per day | per dose and kg | per day and kg | absolute per dose | absolute per day | advice` */
export const DOSE_LIMITS = `
N02BE01 | 0 | 12 | | | 15 mg | 60 mg | 1 g | 4 g | The liver is damaged
N02BE01 | 12 | | 1 g | 4 g | | | 2 g | 6 g | The liver is damaged
M01AE01 | 0 | 12 | | | 10 mg | 40 mg | 800 mg | 2.4 g | Stomach, kidneys
M01AE01 | 12 | | 800 mg | 2.4 g | | | 1.2 g | 3.2 g | Stomach, kidneys
M01AB05 | 18 | | 100 mg | 150 mg | | | 150 mg | 200 mg | Stomach, heart
M01AE02 | 18 | | 500 mg | 1 g | | | 1 g | 1.5 g | Stomach, kidneys
M01AH01 | 18 | | 200 mg | 400 mg | | | 400 mg | 800 mg | Heart
N02BA01 | 18 | | 900 mg | 3.6 g | | | 1.2 g | 4 g | Bleeding
N02AX02 | 18 | | 100 mg | 400 mg | | | 150 mg | 600 mg | Seizures, breathing
N02AA01 | 18 | | 10 mg | 60 mg | | | 100 mg | 400 mg | Breathing
N02AA01 | 1 | 18 | | | 0.2 mg | 1.2 mg | 15 mg | 90 mg | Breathing
N02AA05 | 18 | | 10 mg | 60 mg | | | 80 mg | 400 mg | Breathing
R05DA04 | 18 | | 60 mg | 240 mg | | | 100 mg | 360 mg | Breathing
N02AB02 | 18 | | 100 mg | 400 mg | | | 150 mg | 600 mg | Seizures, breathing
V03AB15 | 18 | | 2 mg | 10 mg | | | 10 mg | 20 mg | Withdrawal
J01CA04 | 0 | 12 | | | 30 mg | 90 mg | 1 g | 3 g | Seizures at high doses
J01CA04 | 12 | | 1 g | 3 g | | | 3 g | 6 g | Seizures at high doses
J01CA01 | 12 | | 2 g | 12 g | | | 3 g | 14 g | Seizures at high doses
J01CR02 | 12 | | 1 g | 3 g | | | 2 g | 6 g | Liver
J01CF05 | 18 | | 2 g | 8 g | | | 3 g | 12 g | Liver
J01CF02 | 18 | | 2 g | 8 g | | | 3 g | 12 g | Liver
J01CR05 | 18 | | 4 g | 16 g | | | 4 g | 18 g | Seizures at high doses
J01DB01 | 12 | | 1 g | 4 g | | | 2 g | 6 g | Kidneys
J01DB04 | 18 | | 2 g | 8 g | | | 3 g | 12 g | Kidneys
J01DC02 | 18 | | 1.5 g | 6 g | | | 3 g | 9 g | Kidneys
J01DD01 | 18 | | 2 g | 12 g | | | 3 g | 14 g | Kidneys
J01DD04 | 0 | 12 | | | 100 mg | 100 mg | 4 g | 4 g | Gall stones
J01DD04 | 12 | | 2 g | 4 g | | | 4 g | 4 g | Gall stones
J01DD02 | 18 | | 2 g | 6 g | | | 3 g | 9 g | Confusion where the kidneys are weak
J01DE01 | 18 | | 2 g | 6 g | | | 3 g | 8 g | Confusion where the kidneys are weak
J01DH02 | 18 | | 2 g | 6 g | | | 3 g | 8 g | Seizures
J01GB03 | 0 | 18 | | | 7 mg | 7.5 mg | 400 mg | 500 mg | Deafness, kidneys
J01GB03 | 18 | | | | 7 mg | 7 mg | 560 mg | 600 mg | Deafness, kidneys
J01GB06 | 18 | | | | 15 mg | 20 mg | 1.5 g | 1.5 g | Deafness, kidneys
J01FA10 | 18 | | 1 g | 1 g | | | 2 g | 2 g | Long QT
J01FA09 | 12 | | 500 mg | 1 g | | | 1 g | 2 g | Long QT
J01FA01 | 12 | | 1 g | 4 g | | | 2 g | 4 g | Long QT
J01FF01 | 18 | | 900 mg | 2.7 g | | | 1.2 g | 4.8 g | Bowel
J01AA02 | 12 | | 200 mg | 200 mg | | | 300 mg | 300 mg | Gullet
J01MA02 | 18 | | 750 mg | 1.5 g | | | 1 g | 2 g | Tendons
J01MA12 | 18 | | 750 mg | 1 g | | | 1 g | 1 g | Tendons
J01XE01 | 12 | | 100 mg | 400 mg | | | 200 mg | 400 mg | Lungs
J01XD01 | 12 | | 800 mg | 2.4 g | | | 2 g | 4 g | Nerves
J01XA01 | 18 | | 2 g | 4 g | | | 3 g | 6 g | Kidneys
J01XX08 | 12 | | 600 mg | 1.2 g | | | 600 mg | 1.2 g | Blood count
J04AB02 | 18 | | 600 mg | 600 mg | | | 900 mg | 1.2 g | Liver
J04AC01 | 18 | | 300 mg | 300 mg | | | 900 mg | 900 mg | Nerves, liver
J02AC01 | 18 | | 800 mg | 800 mg | | | 1.2 g | 1.2 g | Liver
J05AB01 | 18 | | 800 mg | 4 g | | | 1 g | 5 g | Kidneys
B01AA03 | 18 | | 10 mg | 10 mg | | | 20 mg | 20 mg | Bleeding
B01AB01 | 18 | | 10000 units | 40000 units | | | 25000 units | 60000 units | Bleeding
B01AB05 | 18 | | | | 1.5 mg | 2 mg | 150 mg | 300 mg | Bleeding
B01AF01 | 18 | | 20 mg | 30 mg | | | 30 mg | 40 mg | Bleeding
B01AF02 | 18 | | 10 mg | 20 mg | | | 10 mg | 20 mg | Bleeding
B01AC04 | 18 | | 600 mg | 600 mg | | | 600 mg | 600 mg | Bleeding
B02AA02 | 18 | | 1.5 g | 4.5 g | | | 2 g | 6 g | Clots, seizures
C07AB03 | 18 | | 100 mg | 100 mg | | | 200 mg | 200 mg | Slow pulse
C07AB07 | 18 | | 10 mg | 10 mg | | | 20 mg | 20 mg | Slow pulse
C07AB02 | 18 | | 100 mg | 400 mg | | | 200 mg | 450 mg | Slow pulse
C07AG02 | 18 | | 25 mg | 50 mg | | | 50 mg | 100 mg | Slow pulse
C07AA05 | 18 | | 160 mg | 320 mg | | | 320 mg | 640 mg | Slow pulse
C08CA01 | 18 | | 10 mg | 10 mg | | | 20 mg | 20 mg | Pressure falls
C08CA05 | 18 | | 60 mg | 90 mg | | | 90 mg | 120 mg | Pressure falls
C08DA01 | 18 | | 120 mg | 480 mg | | | 240 mg | 480 mg | Slow pulse
C09AA02 | 18 | | 20 mg | 40 mg | | | 40 mg | 40 mg | Pressure, potassium
C09AA03 | 18 | | 40 mg | 40 mg | | | 80 mg | 80 mg | Pressure, potassium
C09AA05 | 18 | | 10 mg | 10 mg | | | 20 mg | 20 mg | Pressure, potassium
C09AA01 | 18 | | 50 mg | 150 mg | | | 100 mg | 450 mg | Pressure, potassium
C09CA01 | 18 | | 100 mg | 100 mg | | | 150 mg | 150 mg | Pressure, potassium
C02DB02 | 18 | | 50 mg | 200 mg | | | 100 mg | 300 mg | Pressure falls
C02AB01 | 18 | | 1 g | 3 g | | | 1 g | 4 g | Sleepiness
C03CA01 | 18 | | 200 mg | 600 mg | | | 500 mg | 1.5 g | Deafness, potassium
C03AA03 | 18 | | 50 mg | 50 mg | | | 100 mg | 100 mg | Sodium, potassium
C03DA01 | 18 | | 100 mg | 200 mg | | | 400 mg | 400 mg | Potassium
C01AA05 | 18 | | 500 ug | 500 ug | | | 1.5 mg | 1.5 mg | Irregular pulse
C01BD01 | 18 | | 400 mg | 1.2 g | | | 1.2 g | 2.4 g | Slow pulse, lungs
C01EB10 | 18 | | 12 mg | 36 mg | | | 18 mg | 60 mg | The heart pauses
C10AA05 | 18 | | 80 mg | 80 mg | | | 80 mg | 80 mg | Muscles
C10AA01 | 18 | | 40 mg | 40 mg | | | 80 mg | 80 mg | Muscles
C10AA07 | 18 | | 20 mg | 20 mg | | | 40 mg | 40 mg | Muscles
A10BA02 | 18 | | 1 g | 2.5 g | | | 1.7 g | 3 g | Acid blood
A10BB09 | 18 | | 160 mg | 320 mg | | | 320 mg | 320 mg | Low sugar
A10BB01 | 18 | | 10 mg | 15 mg | | | 15 mg | 20 mg | Low sugar
A10BH01 | 18 | | 100 mg | 100 mg | | | 200 mg | 200 mg | Pancreas
H03AA01 | 18 | | 200 ug | 200 ug | | | 500 ug | 500 ug | Heart
H03BB01 | 18 | | 30 mg | 60 mg | | | 60 mg | 80 mg | Blood count
H02AB09 | 18 | | 200 mg | 800 mg | | | 500 mg | 2 g | Sugar, infection
H02AB06 | 18 | | 60 mg | 60 mg | | | 100 mg | 100 mg | Sugar, infection
H02AB02 | 18 | | 16 mg | 24 mg | | | 40 mg | 80 mg | Sugar, infection
A02BC01 | 18 | | 40 mg | 80 mg | | | 80 mg | 240 mg | None at once
A02BC02 | 18 | | 40 mg | 80 mg | | | 80 mg | 240 mg | None at once
A03FA01 | 18 | | 10 mg | 30 mg | | | 20 mg | 40 mg | Stiffness
A03FA03 | 18 | | 10 mg | 30 mg | | | 20 mg | 40 mg | Long QT
A04AA01 | 18 | | 8 mg | 24 mg | | | 16 mg | 32 mg | Long QT
A07DA03 | 18 | | 4 mg | 16 mg | | | 8 mg | 24 mg | Bowel, heart
R06AB04 | 12 | | 10 mg | 24 mg | | | 20 mg | 40 mg | Sleepiness
R06AE07 | 12 | | 10 mg | 10 mg | | | 20 mg | 20 mg | Sleepiness
N03AB02 | 18 | | 400 mg | 600 mg | | | 2 g | 2 g | Poisoning
N03AF01 | 18 | | 800 mg | 1.6 g | | | 1 g | 2 g | Poisoning
N03AG01 | 18 | | 1.25 g | 2.5 g | | | 2 g | 4 g | Liver
N03AX14 | 18 | | 1.5 g | 3 g | | | 4.5 g | 4.5 g | Sleepiness
N05BA01 | 18 | | 10 mg | 30 mg | | | 20 mg | 60 mg | Breathing
N05BA06 | 18 | | 4 mg | 8 mg | | | 8 mg | 12 mg | Breathing
N05AD01 | 18 | | 10 mg | 20 mg | | | 10 mg | 30 mg | Long QT
N06AB03 | 18 | | 60 mg | 60 mg | | | 80 mg | 80 mg | Serotonin
N06AB06 | 18 | | 200 mg | 200 mg | | | 200 mg | 200 mg | Serotonin
N06AB04 | 18 | | 40 mg | 40 mg | | | 60 mg | 60 mg | Long QT
N06AA09 | 18 | | 75 mg | 150 mg | | | 150 mg | 300 mg | Irregular pulse
N05AN01 | 18 | | 1 g | 2 g | | | 1.5 g | 2.5 g | Poisoning
L01BA01 | 18 | | 25 mg | 25 mg | | | 12 g | 12 g | Weekly, not daily
M04AA01 | 18 | | 300 mg | 900 mg | | | 600 mg | 900 mg | Skin
M04AC01 | 18 | | 1 mg | 1.5 mg | | | 2 mg | 3 mg | Poisoning
M05BA04 | 18 | | 70 mg | 70 mg | | | 70 mg | 70 mg | Gullet; once a week
`
