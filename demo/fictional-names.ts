// The lists every person of the demonstration is named from. Given names are ordinary ones of many cultures, because
// search must be shown at work on Niamh and Neve; family names are put together here from two halves that do not
// meet in life, so that no name in the demonstration is anybody's. A test holds every person to these lists.
import type { Random } from '../src/lib/random.ts'

export type Culture =
  | 'english'
  | 'caribbean'
  | 'westAfrican'
  | 'southAsian'
  | 'hornOfAfrica'
  | 'arabic'
  | 'afghan'
  | 'eastAsian'
  | 'european'
  | 'latin'

type Source = { girls: string; boys: string; beginnings: string; endings: string }

const words = (text: string): string[] => text.trim().split(/\s+/)

const sources: Readonly<Record<Culture, Source>> = {
  english: {
    girls: `Amelia Ava Beatrice Bethany Bryony Caoimhe Charlotte Chloe Daisy Edie Eleanor Elsie Emily Erin Evie Florence
      Freya Georgia Grace Hannah Harriet Heidi Holly Imogen Isabelle Isla Ivy Jasmine Jessica Kitty Lacey Layla Lily Lola
      Lottie Lucy Maisie Martha Matilda Megan Mia Millie Molly Nancy Niamh Olivia Orla Penelope Phoebe Poppy Robyn Roisin
      Rosie Ruby Saoirse Scarlett Sian Siobhan Sophie Summer Thea Tilly Violet Willow Zara`,
    boys: `Alfie Archie Arthur Austin Bailey Barnaby Ben Blake Bobby Callum Charlie Connor Corey Daniel Dexter Dylan
      Eddie Elliot Ethan Ewan Felix Finley Fraser Freddie Frank George Harley Harrison Harry Harvey Henry Hugo Isaac Jack
      Jacob Jake Jamie Jenson Jude Kai Kieran Kyle Leo Lewis Liam Logan Louis Luca Mason Max Nathan Noah Oisin Oliver Ollie
      Oscar Owen Ralph Reece Reggie Riley Ronnie Rory Rowan Sean Sonny Stanley Teddy Theo Toby Tommy Tyler Wilfred Zach`,
    beginnings: `Ash Thorn Wex Harrow Quen Tilling Marl Pem Bram Hollin Lark Fen Eller Dun Whit Raven Oaken Wyn Alder Bex
      Corr Dray Fairn Goss Hexle Kerr Lann Moss Nettle Orm`,
    endings: 'combe nock thwaite stead mere garth bourne wether hollow croft gale holt sedge pike',
  },
  caribbean: {
    girls: `Aaliyah Abigail Alicia Amara Brianna Camille Chantelle Danielle Destiny Ebony Gabrielle Jada Janelle Kadeisha
      Keisha Kiara Latoya Leah Monique Naomi Nevaeh Nia Renee Shanice Shania Simone Tamara Tiana Tianna Zaria`,
    boys: `Andre Antoine Carlton Clive Dante Darius Dwayne Elijah Isaiah Jaden Jahmal Jerome Jermaine Joshua Kemar Kymani
      Leon Malachi Marlon Micah Nathaniel Omari Rashaun Reuben Rico Romario Shaquille Tyrell Tyrone Xavier`,
    beginnings:
      'Monta Desma Bella Hylda Grana Camber Lorra Fonta Trevi Barra Willo Edder Corvi Delano Ferra Gaspa Hollo Jarra Kenna Laven Marci Nolan Parra Rosse Salva Tarra Verra',
    endings: 'rivet ladine verquille tonier bridge mondine castor lisle wray quelle barrow deane',
  },
  westAfrican: {
    girls: `Abena Abimbola Adaeze Adjoa Adwoa Afua Akosua Ama Amina Anuoluwa Ayomide Bolanle Chiamaka Chidinma Chioma
      Damilola Ebele Efua Esi Fatou Folake Ifeoma Kadiatu Mariama Ngozi Nkechi Oluchi Oluwaseun Omolara Seyi Temitope
      Titilayo Yaa Yetunde Zainab`,
    boys: `Abdoulaye Adewale Akwasi Amadou Ayodele Babajide Boubacar Chidi Chinedu Ebenezer Ekow Emeka Femi Gbenga Ibrahima
      Ikenna Kelechi Kofi Kojo Kwabena Kwaku Kwame Lamin Mamadou Obinna Olamide Oluwatobi Osaze Ousmane Segun Sheku Tunde
      Uche Yaw`,
    beginnings:
      'Aderem Olabow Ayotok Oyedip Ogunsel Akinlew Folabanj Temifor Owudur Amamens Nwatuw Chukning Okonkwand Ebibid Kwafor Bolwen Asantur Ofolek',
    endings: 'ilu ari unbo isan anmi oku eji ora ikaye uro ento uwe inwo andu emole',
  },
  southAsian: {
    girls: `Aisha Aleena Amrit Anika Anjali Arifa Ayesha Bushra Deepa Fatima Gurleen Hafsa Harpreet Humaira Iqra Ishani Jaspreet
      Kavita Khadija Lakshmi Manisha Maryam Meera Nabila Nadia Nisha Parveen Pooja Priya Rabia Radhika Ruksana Sadia Sana
      Shreya Simran Sumaiya Tahira Thushara Vidhya Zara Zoya`,
    boys: `Aarav Abdul Adnan Ahmed Amar Arjun Ashwin Bilal Dev Faisal Farhan Gurpreet Hamza Haroon Hussain Imran Jagdeep Kamran
      Karan Kiran Manoj Mohammed Muhammad Nabeel Naveen Nikhil Pranav Rahul Raihan Rajan Rohan Sachin Sajid Salman Shahid
      Shakil Tanvir Usman Vikram Waqas Yusuf Zubair`,
    beginnings:
      'Bhandar Chaudhel Rahimol Siddav Malkosh Kapoth Naravesh Parimel Jasandh Tahirwan Farukhel Mirzand Sharvind Varmeet Devanol Khatrel',
    endings: 'wal ani oodri anti inder ekha olkar umdar awalla ashvi eri',
  },
  hornOfAfrica: {
    girls: `Aamina Abrehet Almaz Amran Aster Ayaan Bilan Deqa Eden Faduma Feven Filsan Genet Haweya Helen Hibaq Hodan Ifrah
      Khadra Ladan Luwam Makda Meron Nasteho Rahwa Ruta Sagal Selam Senait Tigist Winta Yohana Yodit Zeinab`,
    boys: `Aaden Abdi Abdirahman Abel Ahmednur Amanuel Awet Bashir Biniam Dawit Elmi Ermias Filmon Guled Henok Isse Jamaal
      Kaleb Khalid Liban Mahad Mebrahtu Merhawi Mikias Mohamed Natnael Robel Samatar Samuel Senay Temesgen Warsame Yonas
      Yusuf Zakariye`,
    beginnings: 'Woldem Gebral Hailan Tesfol Abdwar Warfal Faarund Nuuresh Shamdeg Degmar Habtel Mekorr',
    endings: 'yeshan elku arsale agashen arikos irwehu uleku ashwa nageed',
  },
  arabic: {
    girls: `Abir Amal Amira Aya Dalia Dina Farah Ghada Hala Hanan Huda Iman Israa Jana Kenza Laila Lamia Lina Mariam Maysa Mona
      Nada Nour Rana Rania Reem Salma Samar Sara Shahd Souad Yara Yasmin Zahra`,
    boys: `Abdallah Adam Ahmad Ali Amir Anas Ayman Bassam Fadi Faris Ghassan Hadi Haidar Hamid Hassan Ibrahim Ilyas Karim Khaled
      Mahmoud Malik Marwan Mehdi Mohamed Mustafa Nabil Omar Rami Rayan Salim Sami Tariq Walid Yasin Younes Ziad`,
    beginnings:
      'Najour Hafid Rashem Samett Badiyr Masoud Faydar Karimoun Qasset Zubeyd Jazier Talhar Barakh Dalimar Ghazour Hamdar Jabour Khalour',
    endings: 'idani amzi eliri otani awani udani essi',
  },
  afghan: {
    girls:
      'Arezo Farzana Fereshta Freshta Hosna Laleh Mahnaz Malalai Mina Nargis Parwana Roya Sahar Shabnam Shukria Soraya Wazhma Zohra',
    boys: `Abdul Ahmad Arash Asadullah Azizullah Ehsan Esmatullah Farid Habib Hamid Jawad Khalil Mirwais Mohammad Mustafa Najib
      Naveed Omid Qais Rahmat Ramin Rohullah Samiullah Shafiq Sohrab Wahid Yama Zabihullah Zalmai`,
    beginnings:
      'Noorzan Gulwar Shirpal Wafamar Rahimsh Sadabar Zamanor Barakyal Daryan Ghorband Hazarm Kohist Paghman Wardek',
    endings: 'aiwal elani arzad ooran andiyar enai',
  },
  eastAsian: {
    girls:
      'An Bao Chi Diem Eun Hana Hien Hoa Hui Jia Kim Lan Lin Linh Mai Mei Min Minh My Ngoc Nhi Phuong Qiao Thao Thi Thuy Trang Van Wei Xia Xin Yan Yen Ying',
    boys: 'An Anh Bao Binh Chen Chi Cuong Dat Dong Duc Dung Feng Gang Hai Hao Hieu Hoang Huy Jian Jie Jun Khanh Kien Lei Long Minh Nam Phuc Quang Quan Son Tao Thanh Tuan Wei Yang',
    beginnings: 'Shang Liang Tao Zhuo Xuan Kwan Ngoz Phan Chuang Yao Bien Duong Haru Jing Lieu Qing Sheng Tuyen',
    endings: 'wenlo iangmo owei kaihu enfa aitran',
  },
  european: {
    girls: `Adriana Agata Agnieszka Alina Ana Andreea Anna Blerta Bianca Carla Chiara Daniela Dorota Elena Elira Ewa Gabija Giulia
      Hanna Ieva Ioana Irina Ivana Katarzyna Larisa Lucia Małgorzata Maria Marta Milena Nikola Oksana Olena Raluca Sofia
      Svitlana Teodora Viktoria Weronika Zuzanna`,
    boys: `Adrian Aleksander Alessandro Andrei Arben Bartosz Besnik Bogdan Catalin Cristian Damian Dmytro Dominik Emil Enea Filip
      Florin Gjergj Grzegorz Ionut Ivan Jakub Jan Krzysztof Lorenzo Lukas Łukasz Marek Mateusz Matteo Mihai Nikita Oleksandr
      Pawel Petru Radu Rokas Sebastian Stefan Szymon Tomas Vasile Wojciech`,
    beginnings: 'Drozd Bratk Wierm Morlav Vasleng Balterg Gravosh Petrulm Zelmar Radvil Lubkar Smerdov',
    endings: 'ulewicz oreanu unaitis ovenko ettari ankovic uletti imovska escanu',
  },
  latin: {
    girls:
      'Alejandra Ana Beatriz Camila Carolina Daniela Fernanda Gabriela Inês Isabela Joana Juliana Larissa Leticia Luciana Luna Mariana Natalia Paola Rafaela Sofia Thais Valentina Ximena',
    boys: 'Alejandro Andrés Bruno Caio Camilo Diego Eduardo Emiliano Felipe Gabriel Gustavo João Jorge José Juan Leandro Luis Mateo Miguel Nicolás Pablo Rafael Rodrigo Santiago Thiago Tomás Vitor',
    beginnings:
      'Morand Salvier Quintel Varmond Torrell Cardev Espuel Montuz Valder Berrand Cortel Duarv Ferrel Guimond Lazar',
    endings: 'andero ezuela inaldo orrica undaca ilvera estral',
  },
}

/** How a name is written in the family's own script, for the names where we are sure of it. */
// biome-ignore format: a table reads better in rows
export const ownScript: Readonly<Record<string, string>> = {
  Yonas: 'ዮናስ', Dawit: 'ዳዊት', Samuel: 'ሳሙኤል', Selam: 'ሰላም', Helen: 'ሄለን', Abel: 'አቤል', Robel: 'ሮቤል', Meron: 'ሜሮን',
  Mohammed: 'محمد', Mohamed: 'محمد', Mohammad: 'محمد', Muhammad: 'محمد', Ahmad: 'أحمد', Ali: 'علي', Omar: 'عمر', Khaled: 'خالد',
  Mariam: 'مريم', Fatima: 'فاطمة', Nour: 'نور', Yasmin: 'ياسمين', Karim: 'كريم', Hassan: 'حسن', Mustafa: 'مصطفى', Omid: 'امید',
  Jawad: 'جواد', Farid: 'فرید', Najib: 'نجیب', Roya: 'رویا', Soraya: 'ثریا', Mina: 'مینا', Habib: 'حبیب', Zohra: 'زهره',
  Wei: '伟', Mei: '美', Lin: '林', Jun: '军', Hao: '浩', Xin: '欣', Oksana: 'Оксана', Olena: 'Олена', Dmytro: 'Дмитро',
  Ivan: 'Іван', Oleksandr: 'Олександр', Svitlana: 'Світлана', Priya: 'ப்ரியா', Deepa: 'தீபா', Harpreet: 'ਹਰਪ੍ਰੀਤ', Simran: 'ਸਿਮਰਨ',
}

/** The family names that go with a name in its own script, by culture. */
export const ownScriptFamily: Readonly<Partial<Record<Culture, readonly string[]>>> = {
  hornOfAfrica: ['ገብራሊሱ', 'ተስፎላኩ', 'ሃይላንሻ', 'ወልደመሩ'],
  arabic: ['النجوري', 'الحافداني', 'الرشماني', 'البديرسي'],
  afghan: ['نورزانیار', 'گلوارزاد', 'زمانورانی', 'برکیالوال'],
  southAsian: ['பரிமெலாணி', 'ਭੰਡਾਰੇਲ', 'মালকোশী'],
  eastAsian: ['尚维', '梁莫', '陶文'],
  european: ['Смердовенко', 'Любкаренко', 'Зельмаренко'],
}

export const givenNames: Readonly<Record<Culture, { girls: readonly string[]; boys: readonly string[] }>> =
  Object.fromEntries(
    Object.entries(sources).map(([culture, source]) => [
      culture,
      { girls: words(source.girls), boys: words(source.boys) },
    ]),
  ) as unknown as Record<Culture, { girls: string[]; boys: string[] }>

export const familyNames: Readonly<Record<Culture, readonly string[]>> = Object.fromEntries(
  Object.entries(sources).map(([culture, source]) => [
    culture,
    words(source.beginnings).flatMap((beginning) => words(source.endings).map((ending) => beginning + ending)),
  ]),
) as unknown as Record<Culture, string[]>

export const cultures = Object.keys(sources) as Culture[]

const allGiven = new Set(cultures.flatMap((culture) => [...givenNames[culture].girls, ...givenNames[culture].boys]))
const allFamily = new Set(cultures.flatMap((culture) => familyNames[culture]))

/** True when a name in Latin letters is made from the lists: one given name, and one or two family names. */
export const isInvented = (given: string, family: string): boolean =>
  given.split(' ').every((part) => allGiven.has(part)) && family.split(/[- ]/).every((part) => allFamily.has(part))

/** A family name; about one in fourteen families carries two. Some names are far commoner than others, as in life. */
export const familyNameFor = (random: Random, culture: Culture): string => {
  const names = familyNames[culture]
  // squaring leans towards the beginning of the list
  const at = (): string => names[Math.floor(random.next() ** 1.25 * names.length)] as string
  const first = at()
  if (random.next() >= 0.07) return first
  const second = familyNames.english[Math.floor(random.next() * familyNames.english.length)] as string
  return second === first ? first : `${first}-${second}`
}

export const givenNameFor = (random: Random, culture: Culture, sex: 'M' | 'F'): string => {
  const names = sex === 'F' ? givenNames[culture].girls : givenNames[culture].boys
  return names[Math.floor(random.next() ** 1.3 * names.length)] as string
}
