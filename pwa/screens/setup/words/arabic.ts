// 1,744 everyday words of Moroccan Arabic in Latin letters, written the way people text, for passphrases that any keyboard
// can type. Ours. No two are one letter apart (the test holds it), so that a slip of the hand is never another word.
// Rude words, names of people and words of worship stay out: these are read aloud in a public room.
const words = `
  aachab aacher aachiya aachour aafak aagreb aaid aaila aajouz aakaz aalaf aam aamer aammi aanab aaoud aaqda aaref
  aaris aarous aarra aassifa aata aawaj aazri abril acha achrin adab adem adess adoul agadir agdal aghbal agouni
  ahidous ahwach ain aiwa ajaj ajour akhbar alach album alef almas amana ambar amine ananas aqad arar argan armla arneb
  asala asel asfalt asida asr assir atay atchan athmar atlas attara awdou awtar awwal ayan azib azmour azrou azzaf bab
  babour baghla baghrir bahri bajou baladia balisa ballaa ballon balout banan bane baqar baraka barba baredd bareh
  barkok barnmj barqouq batana batari batel batria battout batwar bayada bayen bbagha bdaa bdel bdour bedaiya beddel
  beghl begoula begra beid bekkoul belarj belgha bellout bendir benin bennay bensar benslim bent beqraj berda bergout
  berkan bermil bernis bernous berq berrad berraya bertal berwita besbas besla bestila betaqa betta bettana betten
  bettikh bezzaf bghaw bhar bhira bhou bibi bibiya bidoun billi biniqa bisklit biskwi bissara bissbas bit bkhil blad
  blaka blastik bnat bnka bojdour bombo boni boqala bordo borj bossta bouab boubrel boudij boufert bouji boukdim
  boukhar boulfaf boulon boum bouqal bourajl bourass bouregr bourq bourtab bousiar boussla boustan boutane bouzel boya
  bqal brd brika briouat brodqan brqa bsis bslama btata btbout bwachi byed camyo canari carro carton chaabi chaaf
  chaair chaaria chachia chahada chajaa chakoch chakour chamsia chan chaouia charab charbil chargo charq chatt chebbak
  chebka chebri ched chefcha cheffaj chejjaa chejra chekara chekker chekwa chelha chellal chemaa chemchi cheminy
  chemrir chems cheqqaf chergui chermla chhal chhiwa chiba chibani chiffon chiflor chifour chignol chiir chimiz chklat
  chkoun chlada chmendr chnou chorba chorti chouari chouk chourfa chouwa chowara chrae chreb chriij chrika chrit chrouq
  chteh chtla chtranj chwar chwiya chwway cinta clavi couvert crepe crevet daba dabdoub dades dafia daif daira daker
  dakhel dakhla danone daqiqa daqn darija dayeq dayya dbouba dchicha debbagh debbana debbouz debla debliij dechra dehbi
  dehhek dehka delfin dellal dellou dendna denjal derb derhem derras derreb dewwez dfen dffa dghmoum dhab dhek diafa
  dib dida dimaqi dirou dirsa djaja dkhan dkhoul dlam dmad dmagh dmil dmlij dohr dohria dokkana domino dou doukala
  doussi draa drari drass drias driba dwa dwara dwwer dyaf dyour echafo echarp erg errachi essans essouir fahm fajriya
  fakhari fanidi faqara farach faregh farha fasla fateh fawel fayrouz feddan fegaa fekhd fekkas fekrona fekroun felfla
  fellah fellous felouka fennan feraj ferchi ferfouz ferhan ferja fernat ferrach ferrouj fersada fetat fetra fettech
  feu fiadan fibula fiddi figuig fijel fikra fil filem fizia fjr fker flachat fliflo fliyou flouss fniad fniduq fniq
  fomm fondoq foqia forchet fouara foukha fouq fouqach fqih fraja frank fraoula frigo frinat frisa fromaj frran frreq
  ftekr ftour funduq gabss gadoum gardi gare gargaa garson gatou gaz gdra gerbouz gerfi gern gerrab gezzan ghaba ghaita
  ghali ghamama ghamq gharad gharb ghasoul ghayeb ghazala ghbar ghdaya ghdir ghebra ghedda ghellay ghelleb ghembri
  ghenya gherbi gherib gheriss ghettar ghimam ghlaf ghlid ghnem ghommid ghorbal ghorraf ghoucht ghrab ghrabel ghriba
  ghroub ghrsa ghsen ghta ghtiya ghwwas ghzal gilet gless gnawa gomma goulmim grippa guitar gzouz haddad hadra hafi
  hafla haik haja hajeb hajela hajhouj hajjam halayqi halqa hamada hamed hammam hamriya hanbel handasa hania hanjra
  hanout haouch haouz harcha haress harissa harmel harta haska hassan hassoun hawd hawli hawwat hay hbba hbet hdach
  hdaq hdid hdiqa hdiyaa hdoud hebb hebhlaw hebmlok hebrich hebtat heddaf hedna helm helwa hendia henta hessen hezz
  hfed hijra hikaya hikma hilal hintaya hissab hjab hjla hlaba hlib hlow hmama hnacha hnaya hoceima hommos horr horssa
  houta hrara hrayri hretta hrir hroufa hrrek hseb hsira hssba hwanti hwwel hzam hzin ibzar idara ifni ifran ighrem
  iimara ijaza iklil ila imeyl imtihan iqlim jabar jadida jafal jakita jamaia jamil jamra janah janjlan janoub jaoui
  jaouiya jar jardin jarreb jawaz jaweb jazira jbas jbel jbess jbira jdad jdba jder jdi jebbad jebha jedda jedri jefaf
  jefn jelban jellaba jenb jendi jerboua jerh jerra jezzar jfna jiaan jiha jlid jmaat jmed jmoual jnan jniya joghraf
  jomla jouaad jouhar jouj joumaa jouqa jouzi jrana jrida jrrah jwab kabala kacem kaghit kalamar kalson kamanja kamel
  kamouni kamyou kanoun kaoukaw kapo kapuc karaj karim karkadn karmous karouia kart kasbour kascher kaskas kaskrot
  kasria kass kassal kassita kateb kawkab kbir kdis kdya kebch kebda kecha kefta kehf kelma kemmal kemoun kenach
  kenitra kenness kertoun kesksou keswa kettab khabar khabbaz khabia khaima khalti khamess kharfan kharouf kharraz
  khater khatim khawi khayyat khchb khda khebba khebber khedd kheddar kheddem khedma khel khelli khelssa khemmas
  khensar khess khettaf khial khirba khit khiyar khiyet khizou khlala khlii khmira khmiss khmousa khmsa khmsin khnifra
  khobbiz khobz khorchf khordal khorss khotba khotot khoukh khouya khozama khrafa khrej khribga khrif khringo khrita
  khrraf khser khti khwaf khyma khyoul khzana khzen kifach kilo kimia kiosk kissari klaa kmacha kmbiala kmija kohha
  kolan komisar kora kordoun kornab korrat korsi kostim kouafor kouch kouffa koula koulchi kourni kout kouttab kouzina
  krafes kravata kreh krima ktaba ktachef ktef ktran laayoun lagouta lakrova lampba lanjas laqlaq larbaa lavand lavoka
  layla laziz lben lbham lbounj lbouri lbouz lebaqa left lehn lehya leqhib lgamra lghz lhaji lhaq lhem liali lihaf
  limen limonad limoun lira lisser lkheit lkhir lmsid lobaa loha lojoun loqat louban loubia lougha louiza louloua lqa
  lqbou lsan lseq lutar lwah lwiz lyoum maalem maalqa maarouf maattel maaza mabroud magana mahall mahatta mahfada
  mahkama mahrat mahwar majhoul majmoua makina makrout maleh malhoun mandrin mansour maqha mars marsaq marteb marwaha
  maslaha masrah massa maswak mataam matar mathaf maticha matmor mauve mawada mawal mawid mawqie mayo mazout mbekher
  mbkri mbloul mcharek mchat mcherka mcherml mcheta mchghol mchriq mdamma mdebber mdell mdenna mderbel mderdeb mdina
  mdreb mdwer mebred mechab mechoui mechta mechwak meddah meddess medmma mefsel meftah mehfda mehraz mehri mejalla
  mejdoul mejmar mekbous mekhda meknes mektaba melaab melhfa melleh mellouy meloui memsed menara menchar mendaf mendila
  mentola menzel meqla meqrane mequas merfae merguez merjel merlan mersa merwha mesbah mesdoud mesha meshour mesjed
  mesk mesmara mesroua mestra metjer metqab metro mezad mezhria mezian mfasel mfatih mftouh mghamr mgharba mghasel
  mgherfa mghreb mghtas mgoud mhamid mhandis mhdar mhrouta mhzem midelt mika minaa mizan mjdaf mjhad mkbra mkeff
  mkhadda mkhali mkharq mkhatef mkhmer mkhtaf mkhyar mkwad mlaf mlaha mlebes mlih mlles mloun mnam mnawar mnbaa mndil
  moallim mobadra mobid mochma modem mohamed mohami moheb mohrij mokbal moket mokh mokhlis mokhta mokli monada montou
  moqran moquet morjan mortad mosba mosiqa motor mouaalm mouaj mouja moujib moulouy moumrid mounfid mourah moussa
  moussem mouwatn mowqif mqada mqadem mqawss mqess mqlaa mrabaa mraya mreta mrham mrhba mrja mrkeb mrouzia mrtah msemna
  msqar msrhia mssemn mtana mtarba mtbet mtel mterqa mtfiya mtin mtlt mtouad mwasem mwsekh mzah mzebra mzewwaq naaess
  naama naanaa naar nachat nachf nachid nadal naddara nader nadou naffakh nafoura naghma nahiya nahla naiss najjar
  naqes naqous naqqal nasekh natija nawras nayy nboud nchra nda nebqa nechba nefaa neharo nejm nejmat neqqes neqra
  nescaf ness nessaj nfqa nham nhass niveau niyab nkaha nmla nokta nosf nouar noub nougat nouti nqab nqata nqez nqi
  nqila nqqach nqqar nsawi nsehh nsej nsiba nskha nssit nwala nzel oberj ofoq omlit ostad ouarq ouarza ouezzan oujda
  oukaim oumra ousboua panou passaj pelle pijama pinsou pintour plombi portfoy poussol prise qadi qadouss qafila qaftan
  qahoua qahwa qalaa qalem qalib qallab qamama qamis qamous qanat qandil qanfoud qantra qarmoud qarua qasba qbed qbila
  qbtan qdam qebbara qechaba qefir qehwaji qehwi qelb qelda qemma qennina qentar qerbia qerd qerfa qerfous qerqab
  qerraba qerrer qerss qesbor qessa qessem qett qfafa qfel qferz qfizza qima qishta qism qitar qiyada qlada qmar qmita
  qniba qnine qnouaa qoddam qoffal qofl qonfd qoqa qoreb qotban qoubaa qous qowwal qra qraqeb qrib qrich qrmdi qronfol
  qrouss qseh qsir qtaa qtoun qwi rabat rabea radiou radyo rafiq rahba rahil rahouia rai ramadi ramla ranb raqib raqm
  rasad rasoul rassif rays rbaia rbeh rbou rbouaa rbta rebaa rebain regad rehhel rejjaa rejla rekba resam resepsi
  ressaf retem rewa rezma rfissa rghaif ridou rih rihla riwaya riyah rjaa rkhama rkhiss rma rmel rmouk robini rokhsa
  rolo rommane rompoi ronq rosa rouina rouz rqiq rsas rsem rtab rtila rtouba rttel rwida ryal ryhan saafer sabaq sabbat
  sabon saboul sabr sacado sadiq sadiya safh safra saghro sahab sahafi sahel saib sakta saloun samak sameh sanaa
  sanawbr sandal saq saqaya saqia saqsaq sardouk sarf sarih sarout sarraf sater sayegh sayyad sbaa sbakh sbeq sbitar
  sboula sdaf sdari sdegh sebbala sebbaq sebbeh sebkha sebnia sebou sefara seffar sefha seguia sehaba sehl sehra sekhen
  sekhoun sekka sekouk selaa selhat sellem selloum selsla semen semida semmar semta senati sendouq senfra senna sennara
  seqqa serbay serdab serdin serjan serjem serpil serrag serref serriy sersar sertir sertla serwal settat settin
  sfarjel sfenj sferjla sfina sfouna sfsaf sgher shbaan shha shih sidi silikon silq simana siniya sinjab sinyal sipia
  sirop siroua sirra sjel sket skhina skna slaoui slifa sloqi smara smeaa smoum snsla sobhia soffra sokkar sokken
  sommana sondor sossis souaki souf souiqa souirti soulala soumt souris sousan souss souwal sowra sqer srah sred srira
  ssebt ssouar stan stilo stinia sttah studyo swwaq taaleb taarija tabaa tablo tabsil tabtab tabzim tadla tafilal
  tahhal tahlil tahouna taht tahwid tajer tajin tajra taktouk talaba talbina talet talfaz talmid taman tamazi tamda
  tamima tamsah tamtam tanja tanoukh tansio tantan taous tapis taqiya taqlim tarab tarbia tarikh tariqa tarma taro
  taroud tarqim tarrad tarte tasea tasjil tassft tatta tawad tawila tawqia taxi tayar tayeb tayour taza tazerzi tazoult
  tbekh tbilat tbiqa tbourid tbroura tbwrida tcharji tchouf tebbakh tebbour tebsila tedris teffah telefon telfaza telj
  tellaja tellis tenfis tensift terfas terraha terraz tesbih tetouan tfa tfaya tferraj thell thenna thmen thorya
  tifinag tifor tihal tilwa tinghir tir tirfon tirss tizi tiznit tizra tkellem tlata tlatin tleh tlttach tmer tmnya
  tmout tnach tnaqil tnin tnour toam tobba tobis tobo todgha toffan tolot tomobil tonel tonna toride toubqal toufar
  touma touri tqafa tqaoud tqelia tqil tqleb tqrir trambwa tramoy triko triq trissa triya trotoir trottar trottin
  tsafer tsaleh tsaud tsedd tssyer ttabib twacha twal tzawqa verven veste vidyo villa vissa wafa wahed wahl wajiha
  wakha wansa waraqi ward warqa wassaa wast wazen wazgha wber wchwach wden wdifa wedaa weeka welaya weld weldat wellef
  welou wessel wezza wfaq wifi wjeh wkel wlima wlja wqaa wqef wqiya wrik wsada wtiqa yanayer yaourt yaqout yas yasmin
  yatim yedd younyou zaad zaafran zaalouk zaarour zaatar zaghrit zagora zaian zaj zakhraf zalamit zanqat zaouia zaqoum
  zarafa zariaa zawch zbib zboun zekrom zellij zelzla zemmita zenbour zenjbil zennad zenqa zeqaq zerbiya zerhoun
  zerzour zewwed zeyt zgaga zher ziar zif zitouna ziyara zizou zlafa zlayf zmmar zmrod zobda zokam zorq zouaqa zouba
  zouej zraf zrda zreaa zreq zwin
`

export const arabicWords: readonly string[] = words.trim().split(/\s+/)
