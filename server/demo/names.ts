/** Common Sri Lankan names; every person made of them is invented. */
export const FAMILY_NAMES = [
  'Perera', 'Fernando', 'de Silva', 'Bandara', 'Kumara', 'Dissanayake', 'Jayasinghe', 'Gunawardena', 'Wickramasinghe',
  'Rajapaksha', 'Herath', 'Ranasinghe', 'Wijesinghe', 'Senanayake', 'Amarasinghe', 'Karunaratne', 'Weerasinghe',
  'Ratnayake', 'Ekanayake', 'Liyanage', 'Samaraweera', 'Abeysekera', 'Gamage', 'Pathirana', 'Wijeratne', 'Mendis',
  'Sivakumar', 'Selvarajah', 'Nadarajah', 'Kandiah', 'Yogeswaran', 'Thambirajah', 'Arulanantham', 'Balasubramaniam',
  'Mohamed', 'Farook', 'Nazeer', 'Cader', 'Marikkar', 'Jayawardena', 'Hettiarachchi', 'Kodikara', 'Munasinghe', 'Peiris',
] as const
export const FEMALE_NAMES = [
  'Kumari', 'Nilmini', 'Chandrika', 'Sanduni', 'Dilani', 'Malani', 'Anoma', 'Ishara', 'Hiruni', 'Tharushi', 'Sachini',
  'Priyanka', 'Swarna', 'Padma', 'Lakshmi', 'Meena', 'Kavitha', 'Thilini', 'Fathima', 'Zainab', 'Ruwani', 'Nadeeka',
  'Shanthi', 'Vasuki', 'Amara', 'Soma', 'Gayani', 'Menaka', 'Rizna', 'Anjali',
] as const
export const MALE_NAMES = [
  'Nimal', 'Sunil', 'Kamal', 'Ajith', 'Ruwan', 'Chaminda', 'Saman', 'Upul', 'Lalith', 'Mahinda', 'Kasun', 'Dinesh',
  'Tharindu', 'Isuru', 'Sivan', 'Ganesh', 'Arun', 'Suresh', 'Mohan', 'Rizwan', 'Imran', 'Ashraf', 'Piyal', 'Gamini',
  'Wasantha', 'Nuwan', 'Prasanna', 'Chathura', 'Vimal', 'Anura',
] as const
export const TOWNS = [
  'Galle', 'Karapitiya', 'Hikkaduwa', 'Ambalangoda', 'Elpitiya', 'Baddegama', 'Unawatuna', 'Matara', 'Weligama', 'Akuressa',
  'Kamburupitiya', 'Deniyaya', 'Tangalle', 'Hambantota', 'Beliatta', 'Imaduwa', 'Habaraduwa', 'Udugama', 'Balapitiya', 'Bentota',
] as const
export const ALLERGIES = [
  ['Penicillin', 'Rash and itching', 'moderate'],
  ['Amoxicillin', 'Swelling of the face', 'severe'],
  ['Co-trimoxazole', 'Rash', 'mild'],
  ['Aspirin', 'Wheeze', 'moderate'],
  ['Ibuprofen', 'Stomach bleeding', 'severe'],
  ['Diclofenac', 'Rash', 'mild'],
  ['Latex', 'Contact dermatitis', 'mild'],
  ['Prawns', 'Hives', 'moderate'],
  ['Iodinated contrast medium', 'Anaphylaxis', 'severe'],
  ['Morphine', 'Vomiting and itching', 'mild'],
] as const
