// Words invented people are made of: common names of the High Atlas and the Haouz in both scripts, places, landmarks.
// Only for measurements; nobody real is meant.

type Both = readonly [latin: string, arabic: string]

const pairs = (text: string): readonly Both[] =>
  text
    .trim()
    .split('\n')
    .flatMap((line) => line.split('·'))
    .map((pair) => pair.trim().split('='))
    .map(([latin = '', arabic = '']) => [latin, arabic] as const)

export const women = pairs(`
Fatima=فاطمة · Khadija=خديجة · Aïcha=عائشة · Rkia=رقية · Zahra=الزهرة · Mina=مينة · Naïma=نعيمة · Saadia=السعدية
Malika=مليكة · Latifa=لطيفة · Hafida=حفيظة · Rachida=رشيدة · Souad=سعاد · Samira=سميرة · Najat=نجاة · Touria=ثورية
Itto=إطو · Tlaytmas=تلايتماس · Yamna=يامنة · Habiba=حبيبة · Zineb=زينب · Salma=سلمى · Meryem=مريم · Ijja=إيجة
Fadma=فاضمة · Keltoum=كلثوم · Ghizlane=غزلان · Hanane=حنان · Nadia=نادية · Bouchra=بشرى`)

export const men = pairs(`
Mohamed=محمد · Lahcen=لحسن · Brahim=إبراهيم · Hassan=حسن · Ahmed=أحمد · Omar=عمر · Ali=علي · Houssine=الحسين
Abdellah=عبد الله · Said=سعيد · Mbarek=مبارك · Rachid=رشيد · Youssef=يوسف · Abderrahim=عبد الرحيم · Jamal=جمال
Abdelkader=عبد القادر · Hamid=حميد · Mustapha=مصطفى · Driss=إدريس · Moulay Ali=مولاي علي · Belaid=بلعيد · Bihi=بيهي
Addi=عدي · Hmad=حماد · Larbi=العربي · Khalid=خالد · Noureddine=نور الدين · Ismaïl=إسماعيل · Aziz=عزيز · Tahar=الطاهر`)

export const families = pairs(`
Aït Ouahmane=أيت وحمان · Aït Lahcen=أيت لحسن · Aït Baha=أيت باها · Aït Idder=أيت إدر · Amghar=أمغار · Bouzid=بوزيد
Idrissi=الإدريسي · Kabbaj=القباج · Tazi=التازي · Oubella=أوبلا · Ouchen=أوشن · Azergui=أزركي · Izm=إزم · Amzil=أمزيل
Boulghalegh=بولغالغ · El Mansouri=المنصوري · Benali=بنعلي · El Fassi=الفاسي · Ouaziz=أوعزيز · Agouram=أكورام
Bourhim=بورحيم · Asni=أسني · Taghzout=تاغزوت · Imlil=إمليل · Ouirgane=ويركان · Id Belkacem=إد بلقاسم · Zerouali=الزروالي
Chafik=شفيق · Haddou=حدو · Oulhaj=أولحاج · Benhammou=بنحمو · El Yazidi=اليزيدي · Lamrani=العمراني · Belhaj=بلحاج
Ouakrim=أوكريم · Achengli=أشنكلي · Bakrim=بكريم · Jadir=الجدير · Moutawakil=متوكل · Rahmouni=الرحموني · Sabri=صبري
Tamim=تميم · Wahbi=وهبي · Yacoubi=اليعقوبي · Ziani=الزياني · Naciri=الناصري · Khattabi=الخطابي · Hilali=الهلالي
Ghazi=الغازي · Daoudi=الداودي`)

export const douars = pairs(`
Tizi Oussem=تيزي أوسم · Aguersioual=أكرسيوال · Tamatert=تماترت · Aremd=أرمد · Imsker=إمسكر · Tagadirt=تكاديرت
Ouanskra=ونسكرا · Ikkiss=إكيس · Amsakrou=أمساكرو · Tachdirt=تاشديرت · Matate=ماتات · Tinerhourhine=تينغرغورين
Aït Souka=أيت سوكا · Targa Imoula=تاركا إيمولا · Asselda=أسلدا · Tiziane=تيزيان · Mzik=مزيك · Taddart=تدارت
Agouni=أكوني · Tizguine=تيزكين · Lmakhzen=المخزن · Anfgou=أنفكو · Tassaouirgane=تاساويركان · Ait Zitoun=أيت زيتون`)

export const landmarks = pairs(`
près de la mosquée=قرب المسجد · après la source=بعد العين · derrière l’école=خلف المدرسة · en face de l’épicerie=أمام الدكان
au-dessus du moulin=فوق الطاحونة · à côté du four=بجانب الفرن · sous la piste=تحت المسلك · près du pont=قرب القنطرة
avant le dispensaire=قبل المستوصف · au bout du chemin=في آخر الطريق · près du souk=قرب السوق · au bord de la rivière=على ضفة الوادي`)

export const doors = pairs(`
porte bleue=باب أزرق · porte verte=باب أخضر · porte en fer=باب من حديد · deux étages=من طابقين · mur blanc=حائط أبيض
le grand noyer=شجرة الجوز الكبيرة · le figuier=شجرة التين · la citerne=الصهريج`)
