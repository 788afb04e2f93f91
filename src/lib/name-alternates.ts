// Spellings and short forms that stand for one name, compiled for the names of London's families. One line is one group:
// its first word names the group, and a name may stand in several (Alex is short for Alexander and for Alexandra).
// Add a line, or a word to a line, and rebuild the search keys; `alternatesFrom` refuses a group named twice.

const lines = `
# Irish, Scottish and Welsh names, as spelt and as heard
siobhan shevaun shevon shivaun shavon chevonne shevonne shivon siobhain siobahn shioban
niamh neve nieve neave neev niav neeve
caoimhe keeva kiva queeva kweeva keva caoime
aoife eefa efa ifa eva aoiffe eifa
saoirse seersha sersha searsha sorsha sairse
sean shaun shawn shane shon
oisin osheen ossian oshin usheen
tadhg tige tiger taig teague tyge tadg thady
eoghan owen eoin owain ewan euan ewen owan ioan
ciara keira kiera kira keara kyra kiara
ciaran kieran keiran kieron kyran
cian kian kean keane keyan
grainne grania granya gronya grawnya
roisin rosheen rowsheen rosaleen
sinead shinade shinead sineid jinade
aisling ashling aislinn ashlyn aislin aishling ashleen
orla orlagh orlaith
clodagh cloda cloder
maeve meave mave medb meabh maev
eilidh aylee ailie eileigh ayley ellie
fionnuala finola fionnula finula nuala fenella
padraig padraic patrick porrick podge paddy pat patric
seamus shamus james seumas hamish
diarmuid dermot diarmaid dermott diarmid
donnacha donough donagh donnchadh duncan
conor connor conner konnor konor
cathal cahal kahal charles
ruairi rory ruari ruaridh rhuari
aine anya onya ania
sorcha sorrica surraka sarah
muireann mwirren murran muirin
deirdre deidre deidra dierdre
bronagh brona bronach
daithi dahy davy dahee
micheal mihal meehaul michael
sian sharn shan
rhys reece rees reese reis rhyce
llewellyn llewelyn lewellyn lewelyn
gwyneth gweneth gwynneth
angharad angarad ankarad
ffion fion feeon ffyon
carys caris karys cerys kerys
iain ian ean
catriona katrina catrina caitriona katriona katreena
mairead maraid maired moread
oonagh una oona unagh
sheila shelagh sheelagh sile
kathleen cathleen caitlin kaitlin caitlyn kaitlyn katelyn kaitlynn catelyn

# Arabic, Persian, Turkish and South Asian Muslim names
mohammed muhammad mohamed mohammad muhammed mohamad mohammod mohamud mahammad muhamed mehmet mohd md mo mamadou mamadu mahamed mahomed mohamet muhamad
mahmoud mahmud mahmood mehmood mahamud
ahmed ahmad ahmet achmed ahmaad amed ahmadou
hussain hussein husain hossain hossein husayn huseyin hussin hossin hosein houssein
hassan hasan hasaan hassen
ali alli aly
yusuf yousef youssef yusef yousuf yusif yousaf youssouf yosef yusof
ibrahim ebrahim ibraheem ibrahima brahim ebraheem
ismail ismael ishmael esmail ismaeel ismaila ishmail
suleiman sulaiman suleman soliman suleyman sulayman sulaymaan souleymane
abdullah abdulla abdallah abdalla abdoulaye abdullahi abdulahi abdoullah abdillahi
abdulrahman abdurrahman abdelrahman abdirahman abdurahman abdulrehman abdurehman abdirahmaan abdourahmane
abdulaziz abdelaziz abdiaziz abdulazeez
abdulkadir abdulqadir abdikadir abdelkader abdulkader abdiqadir abdulqader
abdullahi abdilahi abdi
abdul abdel abdool abdal
abubakar abubakr abubaker boubacar aboubakar abukar abubakari
omar umar omer umer oumar
uthman usman osman othman ousmane uthmaan usmaan
khalid khaled halid khalit
tariq tarek tarik tareq tarique
hamza hamzah hamsa hamse
bilal belal bilaal bilel
zakariya zakaria zachariah zakariyya zakarya zekeriya zakariah zachary
yahya yahia yehya yahye yayha
musa moussa mousa moosa muse
isa eesa essa issa eisa
idris idrees idriss edris driss
ilyas elyas ilias ilyaas elias ilyes
ayub ayoub ayyub ayoob
ishaq isaac isaq issac ishaaq isak izaak isaque
dawud daoud dawood david daud dawod
haroon harun haroun aaron aron arron haaruun aharon
yasin yaseen yassin yasine yaasiin yassine
rashid rasheed rachid rashed
said saeed saied sayeed saeid siad
saif sayf seif safe
salim saleem selim salem
salman salmaan selman
nasir naseer nasser nassir naser
karim kareem kerim kharim
hakim hakeem hakeim
amin ameen emin amine
jamal jamaal gamal jamil jamel djamel
jamil jameel djamil gamil
imran emran imraan umran
irfan erfan irfaan
faisal faysal feisal faizal faesal
faiza faizah fayza
farah farrah fara faarax farax
fatima fatimah fatema fatma fathima faatima fatimata fatoumata fatou fathia fatimatu fatmata faduma fadumo
aisha ayesha aysha aishah ayisha aicha aaisha ayse asha aissatou eisha isha
khadija khadijah kadija hadija khadeeja khadijat kadiatou hatice khadeejah khadra
zainab zaynab zeinab zaineb zeynep zainib zenab zaynap
maryam mariam miriam maryem mariyam meryem mariama maryan myriam miryam
sumaya sumayah sumayya sumaiya soumaya sumeya sumayyah
safiya safiyah saffiyah safia safiyya sofiya safiyyah
ruqayyah ruqaiya rukaya ruqaya rukayat rukia ruqayya rokaya
hafsa hafsah hafza hafisa
halima haleema halimah halimo
amina aminah ameena aminat amena aaminah
asma asmaa asmah
hana hannah hanna hanaa
iman imaan eman emaan
jannah jannat jana jenna
layla leila laila leyla lailah laylah
noor nur nour nuur
noura nora norah nourah
rahma rahmah rahmo rahima
rania raniya raniah
sana sanaa sanah
sara sarah saara
yasmin yasmine jasmine yasmeen jasmin yasemin jazmin yazmin jasmeen
zahra zahrah zara zehra zohra zahara
hira heera hirah
mehreen mehrin maherin
nasreen nasrin nesrin
parveen parvin perveen parvina
shabana shabnam shabanah
shazia shaziya shazya
tahira taahira tahirah
begum begom begam
khatun khatoon khatum
bibi beebee bebe
miah mia mian miyah
choudhury chowdhury chaudhry chaudhary chowdury choudhry chaudry chaudhri
sheikh shaikh shaykh sheik cheikh shekh
syed sayed said sayyid saiyed
qureshi quraishi koreshi qureishi kureshi
siddiqui siddique sidiqi siddiqi siddiky
rahman rehman rahmaan rahmani
uddin udin deen din
islam islaam eslam
khan kahn chan
malik malick malek mallick
iqbal eqbal ikbal
mirza merza myrza
sharif shareef sherif cherif sharife
jaber jabir jabbar
warsame warsama
hersi hirsi xirsi
jama jaamac jamah
gedi geedi guedi
reza riza raza rezza
hosseini husseini hussaini hosseyni
ahmadi ahmedi ahmadie
karimi kareemi
mohammadi mohamadi muhammadi

# South Asian names
harpreet herpreet harprit
gurpreet gurprit gurupreet
manpreet manprit
jaspreet jasprit
singh sing sengh
kaur cour kour core
patel patell patil
krishna krishnan krisna
lakshmi laxmi luxmi lakhshmi
priya preeya pria prya
pooja puja poojah
anjali anjalie anjaly
deepak dipak deepack
dipti deepti
sanjay sanjai sunjay
vijay vijai bijoy vijaya
ravi ravee rabi
shreya shriya sriya
sivakumar shivakumar sivakumaran
siva shiva sheva
tharshan darshan tharsan
nadarajah nadaraja natarajah
thevarajah devaraja devarajah
bhatt bhat butt
bhattacharya bhattacharjee bhattacharyya
mukherjee mukerji mukherji mookerjee
banerjee banerji bannerjee

# West and East African names
oluwaseun seun oluseun
oluwatobi tobi tobiloba oluwatobiloba toby
oluwafemi femi olufemi obafemi
oluwadamilola damilola dami damilare
oluwaseyi seyi oluseyi
ayodele ayo ayodeji ayomide
adebayo bayo debayo
adewale wale ade
temitope tope temi
temitayo tayo temi
babatunde tunde babatunda
olumide mide lumide
olamide lamide ola
folasade sade folashade shade
titilayo titi titilope
yetunde yetunda yewande
ngozi ngosi ngozika
chukwuemeka emeka chukwemeka
chidinma chidimma chidi
chinedu nedu chinadu
chiamaka amaka chimamaka
uchenna uche uchechi
ifeoma ify ifeyinwa
obinna obi obina
okafor okafo okaford okeafor
okonkwo okonkwor okwonkwo
adeyemi adeyimi adeyemo
ogunleye ogunlaye
akinola akinyola
kwame kwamey qwame
kofi koffi kofie coffie
kwabena kwabina kobina
akosua akousa akusua esi
abena abina abenaa
ama amma
mensah mensa mensha
owusu owuso awusu
boateng boaten boating
osei osai osie
asante ashanti asanti
addo ado addoh
diallo jalloh jallow dialo diallow
bah ba barry
camara kamara camera
conteh konteh kante conte
sesay sesey cisse ceesay sissay
koroma koromah kuroma
traore trawally touray
tewelde tewolde teweldebrhan
tesfaye tesfay tesfai
gebremariam gebremaryam ghebremariam
haile hailey hayle
berhane brhane birhane berhan
yohannes johannes yohanes
mekonnen mekonen makonnen
habte habtay habtie
selam salem selamawit
mutasa mutassa
tendai tendayi
thandiwe tandiwe thandi
nkosi nkhosi

# Eastern European, Greek and Turkish names
aleksander alexander aleksandr aleksandar alexandre
katarzyna kasia katerina
malgorzata gosia margaret
agnieszka aga agneshka agnes
wojciech wojtek voytek
krzysztof krzys kristof christopher krystof
lukasz lucas lukas luke lucasz luca
mateusz matthew mateus mateush
michal michael mihal mihail mikhail
pawel paul pavel
piotr peter pyotr petr
szymon simon shimon
stanislaw stanislav stan
tomasz thomas tomash tomas
jakub jacob kuba yakub yaqub yaqoob jacub
jan yan
joanna joasia johanna
ewa eva ava
zofia sofia sophia zosia sofija
maja maya maia maiya
julia yulia giulia julija juliya
natalia natalya nataliya natalie nathalie nataliia
kateryna ekaterina katerina yekaterina katya
oleksandr aleksandr oleksander alexander
volodymyr vladimir vlad wladimir
mykola nikolai nikolay nicholas
serhii sergei sergey serhiy sergiy
yevhen evgeny yevgeny eugene
dmytro dmitri dmitry dimitri
andrii andrei andrey andrew andriy andrej
ionut ionutz ion
gheorghe george georghe gheorge
stefan stephan stephen steven
popescu popesku popesco
kowalski kowalsky kovalski kovalsky
kowalska kovalska
wisniewski wisnewski vishnevski
wojcik woicik vojcik voychick
nowak novak nowack
szczepanski shchepanski stepanski
georgiou georgio yeorgiou
ioannou ioanou joannou yiannou
yiannis ioannis giannis yannis
ayse aysha aishe
cigdem chigdem
yilmaz yilmas ilmaz
ozturk ozterk osturk
kaya kaia

# East and South East Asian names
nguyen wen nguyn nuygen winn nyguen nygen ngyuen nguien
tran trann
pham fam phan
huynh huyn hwin
li lee leigh lei lea
liu lew lau liew
wang wong huang
chen chan chin tan
zhang chang cheung zang jang
zhao chao chiu jow
zhou chow chou chau
xu hsu shu tsui
xiao hsiao siu shaw
ng ung eng
lam lin lim
ho hoh
cheng zheng jheng
guo kuo kwok
park pak bak
choi choe chae
jung jeong chung
yoon yun youn
reyes reys rayes

# Portuguese, Spanish, Italian and French names
joao john zhao jao
jose hose josey
jesus hesus
javier xavier havier
xavier zavier xavior zaviour
juan wan john
jorge george horhe
joaquin joachim wakeen
luis lewis louis luiz
goncalves gonsalves gonzalves goncalvez
gonzalez gonzales gonsalez
rodriguez rodrigues rodriquez
fernandez fernandes ferdandez
martinez martinz martines
gomez gomes
lopez lopes
perez peres
sanchez sanches
hernandez hernandes
ferreira fereira pereira ferrera
pereira perera pereyra
sousa souza desouza desousa
giovanni giovani jovanni
giuseppe guiseppe joseph
chiara kiara ciara
gianna jianna gina
guillermo giermo william
thierry terry tierry
benoit benwah
etienne etien steven
guillaume geeyom william

# Names of the Caribbean and new spellings of London
xanthe zanthe zanthi xanthi
chantelle shantelle chantel shantel chantal shantell
shanice chanice shaniece shaneice
shanelle chanel chanelle shanel
tyrell tyrel terrell tirell
tyrone tirone tyron
dwayne dwain duane dwane dewayne
jermaine germaine jermain jamaine
devonte devante devontae devontay
kadeem kadim khadeem
kemar kemarr kimar
rashaan rashawn roshaun rashan
tanisha tenisha tanesha taneesha
latoya latoyah
keisha kesha keesha kisha
aaliyah aliyah alia aliya alea aaliya aleah
kayden caden kaiden kaden cayden
jayden jaden jaiden jaydon jadon
aidan aiden ayden aidyn aedan
zayn zane zain zaine zayne
tiana tianna tiyana
kyle kile kyal
kai ky kye chi
skye sky skyi
tia tiah
thea theia theodora

# English names: spellings
catherine katherine kathryn catharine katharine cathryn kathrine katheryn
philip phillip philippe phil filip
stephen steven stephan stefan steve stevie
jonathan jonathon johnathan jon jonny johnathon
john jon jack johnny jonny
geoffrey jeffrey geoff jeff jeffery
alan allan allen alun
anne ann anna annie
anna ana
hannah hanna hana
sarah sara sadie sally
rebecca rebekah becky becca bex rebeca
rachel rachael rachelle raquel
lynn lyn lynne linn
leanne leeanne lianne leann
louise luise lou
lucy lucie luci lucia
marie mari maree
michelle michele mishelle shelly
nicola nichola nicky nikki nicole
nicole nichole nikole nicky
deborah debra debbie deb debora
theresa teresa terri tess tessa
tracey tracy tracie
zoe zoey zoie chloe
chloe cloe khloe cleo
phoebe pheobe phebe feebee febe
isabel isabelle isobel isabella izzy bella isabell ysabel
elizabeth elisabeth liz lizzie beth eliza betty lizzy libby elspeth elsie bess
eleanor elinor eleanore ellie nell nellie elena elanor
sophia sofia sophie sofie
caitlin kaitlyn katelyn kaitlin
megan meghan meagan meg
erin eryn erinn
eliza elisa aliza
evie eve evelyn evy
imogen imogene immy
georgia georgie jorja jorgia
gemma jemma gem
jodie jody jodi
kayleigh kayley kaylee kaleigh kaylie
hayley haley hailey hayleigh hailie
ashleigh ashley ashlee ashlie
bethany bethanie beth
tiffany tiffanie tiff
vivienne vivian vivien vyvyan
yvonne evonne ivonne
frances francis fran francesca frankie
leigh lee lea
leah lea lia leia
mia mya miya
maisie maisy maizie
millie milly mille
poppy poppie
rosie rosy rose
ruby rubie
amelia emilia amelie millie
emily emilie emiley em
emma ema
alicia alisha alesha alysha elisha
alice alys alyce allis
abigail abbie abby abi abigale gail
madeleine madeline maddie madelyn maddy
matilda mathilda tilly tilda
martha marta marthe
grace gracie
aaron aron arron aarron
anthony antony tony anton ant
benjamin ben benji benny benjamen
brian bryan brien bryon
christopher kristopher chris kit christofer topher
christian kristian cristian
christine kristine christina chris chrissie kristina tina cristina
claire clare clair klara
clark clarke
craig kraig
curtis kurtis
daniel dan danny daniell danial daneil
danielle daniella dani daniele
darren daren darran
dylan dillon dillan dilan
eric erik erick
ethan ethen eathan
frederick fred freddie frederic freddy fredrick
gareth garath gary
gary garry gaz
graham graeme grahame
harrison harry
henry harry hal henri
hugh huw hugo
isaac issac izaak isaak
jason jayson jase
jeremy jeremiah jerry jez
joel joell
joseph joe joey jo joesph
joshua josh
kevin kevan kev
lawrence laurence larry lorenzo laurie lorence
leo leon leonardo
leonard len lenny
lewis louis louie lou lewes
lloyd loyd floyd
luke luca look lucas
malachi malachy malakai
marcus markus
mark marc
martin martyn marty
matthew mathew matt matty
max maximilian maxwell maxim
nathan nathaniel nate nat nathanael
neil neal niall niel neill
nicholas nick nicolas nicky nikolas
oliver ollie olly olivier
olivia liv livvy alivia
owen owain eoin
reece rhys rees reese
reuben ruben rueben
robert rob bob bobby robbie bert
samuel sam sammy
samantha sam sammie sami
scott scot
sebastian seb bastian sebastien
simon symon
spencer spenser
stuart stewart steward stu
theodore theo ted teddy
timothy tim timmy
toby tobi tobias
tristan tristram tristen
vincent vince vinnie
zachary zac zak zack zachery zackary zach

# English names: short forms
william bill billy will willy liam willie wills
richard rick dick ricky richie rich
james jim jimmy jamie
thomas tom tommy
edward ed eddie ted ned teddy
charles charlie chas chuck charley
charlotte charlie lottie charley lotte
alexander alex alec sandy xander lex al sasha
alexandra alex alexa sandra lexi sasha allie alexandria
andrew andy drew andre
andrea andi andria
michael mike mick micky mikey micheal
david dave davey davie davy
peter pete petey
kenneth ken kenny
ronald ron ronnie
gerald gerry jerry gerard
raymond ray
terence terry terrence
albert bert al alby albie
alfred alf alfie fred
archibald archie
barbara babs barb
dorothy dot dolly dorothea
florence flo florrie flossie
gabriel gabe gabrielle gabriella gabi
gwendoline gwen gwendolyn
jacqueline jackie jacky jacquelyn jacquline
jennifer jen jenny jenni jenifer
jessica jess jessie jesse
josephine jo josie
joanne jo joanna joann
judith judy jude
katherine kate katie kathy cathy kat kath kitty katy kay catherine
kimberley kim kimberly
margaret maggie meg peggy marge margie madge rita margret
mary molly maria marie polly
maria mariah marie ria
patricia pat trish tricia patsy
penelope penny
pamela pam
susan sue suzie susie suzanne
susannah suzanna susanna sue
suzanne susanne suzan
valerie val
veronica ronnie vera
victoria vicky tori vikki vicki
virginia ginny
winifred winnie freda
harriet hattie harry
natasha tasha natascha tash
tabitha tabby tabatha
stephanie steph stefanie stephany
kirsty kirstie kirsten
melanie mel
melissa mel lissa
amanda mandy
amy aimee ami
angela angie ange
annabel annabelle anabel
beatrice bea beatrix trixie
cassandra cass cassie kassandra
eugene gene eugenia
geraldine gerry
lauren loren lorren laurie
laura lora laurie
sandra sandy
sheridan sheri
russell russel russ
stanley stan
walter wally walt
wilfred wilf fred
arthur art artie
douglas doug dougie
dominic dom dominick dominique
bernard bernie
clifford cliff
donald don donnie
francis frank frankie fran
gregory greg gregor
jordan jordon jordyn
cameron cam kameron
harold harry hal
lionel lyonel
mitchell mitch
norman norm
rosemary rosie rose
rupert bertie
solomon sol solly
winston winnie

# British and Irish family names
smith smyth smythe smithe
clarke clark clerk
thompson thomson tomson
davies davis davy
johnson johnston johnstone jonson
reid reed read reade
philips phillips philipps
stevens stephens stevenson
stephenson stevenson
mathews matthews mathew
nicholson nicolson nickolson
simpson simson
robertson robinson
patterson paterson pattison
pearson pierson peirson
pearce pierce peirce
allen allan alan
brown browne braun
cook cooke
coleman colman
dixon dickson
fisher fischer
gray grey
green greene
greenwood greenwoode
harris harries harrison
hayes hays hay
hughes hewes huws
jeffries jefferies jeffreys
kelly kelley
kennedy kenedy
lee leigh lea
lowe low
meyer myer maier meier mayer
miller millar muller
moore more moor
morris maurice morrice
murphy murphey
oneill oneil oneal neill
okeefe okeeffe keefe keeffe
oconnor oconner connor connors
odonnell odonell donnell
oreilly reilly riley oriley
osullivan sullivan
obrien obrian obryan brien
mccarthy macarthy maccarthy mccarty
mcdonald macdonald mcdonnell
mckenzie mackenzie mckensie
mclean maclean mcclean mclain
mcleod macleod mccloud
mckay mackay mackie
mcgregor macgregor magregor
mcintyre macintyre
mcneil macneil mcneill
mcguinness mcginnis maguinness
mclaughlin mcloughlin maclaughlin
gallagher gallacher galagher
doherty docherty dogherty
byrne burn burns byrnes
burke bourke
keogh kehoe keough
quinn quin
regan reagan oregan
roberts robards
rogers rodgers
shepherd sheppard shepard shephard
schmidt schmitt
sinclair stclair sinclare
taylor tayler tailor
turner turnor
vaughan vaughn vaugn
walsh welsh welch
watts watt
webb web
white whyte
whittaker whitaker
wilkins wilkin
willis wills
wright right
wyatt wiatt
young yonge
beauchamp beecham beechum
cholmondeley chumley
featherstonehaugh fanshaw
marjoribanks marchbanks
menzies mingis
mainwaring mannering
villiers villers
weekes weeks wicks
`

/** One list of spellings for each name; the first spelling names the group. */
export const nameAlternates: readonly (readonly string[])[] = lines
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' '))
