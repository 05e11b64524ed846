// Every refusal the server can give, in one list: RFC 9457 problem+json whose detail says in French and Arabic what
// happened and what to do next. No refusal leaves the server in another shape, and none says more than its reader may know.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { L10n } from '../../shared/text/l10n.ts'
import { blobProblems } from './blob-problems.ts'

interface Problem {
  readonly status: ContentfulStatusCode
  readonly title: string
  readonly detail: L10n
}

const problems = {
  'enrolment-malformed': {
    status: 400,
    title: 'The enrolment request is not complete',
    detail: {
      fr: "La demande d'inscription de cet appareil est incomplète. Rouvrez le lien reçu et recommencez.",
      ar: 'طلب تسجيل هذا الجهاز غير مكتمل. أعد فتح الرابط الذي توصلت به وحاول من جديد.',
    },
  },
  'enrolment-code-unknown': {
    status: 404,
    title: 'Unknown enrolment code',
    detail: {
      fr: "Ce lien d'inscription n'est pas connu. Vérifiez qu'il est complet, ou demandez un nouveau lien au superviseur.",
      ar: 'رابط التسجيل هذا غير معروف. تحقق من أنه كامل، أو اطلب رابطا جديدا من المشرف.',
    },
  },
  'enrolment-code-used': {
    status: 409,
    title: 'Enrolment code already used',
    detail: {
      fr: "Ce lien d'inscription a déjà servi sur un autre appareil. Demandez un nouveau lien au superviseur.",
      ar: 'سبق استعمال رابط التسجيل هذا على جهاز آخر. اطلب رابطا جديدا من المشرف.',
    },
  },
  'enrolment-code-expired': {
    status: 410,
    title: 'Enrolment code expired',
    detail: {
      fr: "Ce lien d'inscription n'est plus valable : il a plus de quatorze jours. Demandez un nouveau lien au superviseur.",
      ar: 'انتهت صلاحية رابط التسجيل هذا لأن عمره تجاوز أربعة عشر يوما. اطلب رابطا جديدا من المشرف.',
    },
  },
  'device-elsewhere': {
    status: 409,
    title: 'The device belongs to another unit',
    detail: {
      fr: 'Cet appareil est déjà inscrit pour un autre point ou bureau. Utilisez un autre navigateur, ou demandez au superviseur de le libérer.',
      ar: 'هذا الجهاز مسجل لفائدة نقطة أو مكتب آخر. استعمل متصفحا آخر، أو اطلب من المشرف تحريره.',
    },
  },
  'sync-malformed': {
    status: 400,
    title: 'The body is not a sync request',
    detail: {
      fr: "L'envoi n'a pas pu être lu : rien n'a été changé. Gardez l'appareil allumé, il renverra ; si cela dure, rechargez la page.",
      ar: 'تعذرت قراءة الإرسال ولم يتغير شيء. أبق الجهاز مشتغلا وسيعيد الإرسال؛ وإذا استمر الأمر فأعد تحميل الصفحة.',
    },
  },
  'sync-protocol': {
    status: 400,
    title: 'A sync protocol this server does not speak',
    detail: {
      fr: "Cette version de l'application ne parle pas la même langue que le serveur. Rien n'est perdu : mettez l'application à jour, puis renvoyez.",
      ar: 'نسخة التطبيق هذه لا تتوافق مع الخادم. لم يضع أي شيء: حدّث التطبيق ثم أعد الإرسال.',
    },
  },
  'media-type': {
    status: 415,
    title: 'Wrong content type',
    detail: {
      fr: "Ce type de contenu n'est pas accepté à cette adresse. Rechargez la page pour avoir la dernière version de l'application.",
      ar: 'نوع المحتوى هذا غير مقبول في هذا العنوان. أعد تحميل الصفحة للحصول على آخر نسخة من التطبيق.',
    },
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    detail: {
      fr: "L'envoi est trop gros pour être reçu en une fois : rien n'a été changé. L'application renverra par plus petits morceaux.",
      ar: 'الإرسال أكبر من أن يُستقبل دفعة واحدة ولم يتغير شيء. سيعيد التطبيق الإرسال على أجزاء أصغر.',
    },
  },
  'stick-malformed': {
    status: 422,
    title: 'Not a file of a kiosk',
    detail: {
      fr: "Ce fichier ne vient pas d'un guichet Morchid, ou il est abîmé : rien n'a été changé. Reprenez la clé au guichet et refaites le fichier.",
      ar: 'هذا الملف ليس من شباك المرشد أو أنه تالف ولم يتغير شيء. ارجع بالمفتاح إلى الشباك وأعد إنشاء الملف.',
    },
  },
  'stick-foreign': {
    status: 422,
    title: 'Sealed to another server, or damaged',
    detail: {
      fr: "Ce fichier n'est pas pour cette commune, ou il s'est abîmé en route : rien n'a été changé. Vérifiez l'adresse, ou refaites le fichier au guichet.",
      ar: 'هذا الملف ليس لهذه الجماعة أو أنه تلف في الطريق ولم يتغير شيء. تحقق من العنوان أو أعد إنشاء الملف في الشباك.',
    },
  },
  'too-many': {
    status: 429,
    title: 'Too many requests',
    detail: {
      fr: 'Trop de demandes en peu de temps. Attendez un peu, puis réessayez.',
      ar: 'طلبات كثيرة في وقت قصير. انتظر قليلا ثم أعد المحاولة.',
    },
  },
  'status-unknown': {
    status: 404,
    title: 'No request answers to these numbers',
    detail: {
      fr: "Aucune demande n'a été trouvée avec ces numéros. Vérifiez-les sur le papier. La demande est peut-être encore au point de service et partira quand le réseau reviendra : réessayez demain.",
      ar: 'لم نجد أي طلب بهذه الأرقام. تحقق منها على الورقة. قد يكون الطلب ما زال في نقطة الخدمة وسيرسل عند عودة الشبكة: أعد المحاولة غدا.',
    },
  },
  'status-malformed': {
    status: 422,
    title: 'The reference is four pairs, the secret two',
    detail: {
      fr: 'Ces numéros ne vont pas : la référence a quatre paires de chiffres, le secret deux. Recopiez-les du papier.',
      ar: 'هذه الأرقام غير صحيحة: للمرجع أربعة أزواج من الأرقام وللرمز السري زوجان. انقلها من الورقة.',
    },
  },
  'status-slow-down': {
    status: 429,
    title: 'Too many wrong tries for this request',
    detail: {
      fr: "Trop d'essais faux pour cette demande. Attendez quelques minutes, puis réessayez, ou demandez au point de service.",
      ar: 'محاولات خاطئة كثيرة لهذا الطلب. انتظر بضع دقائق ثم أعد المحاولة، أو اسأل في نقطة الخدمة.',
    },
  },
  ...blobProblems,
  'board-refused': {
    status: 401,
    title: 'No valid ticket to this board',
    detail: {
      fr: "L'accès au tableau en direct n'est plus valable. La synchronisation continue sans lui et en redonnera un.",
      ar: 'لم يعد الولوج إلى اللوحة المباشرة صالحا. تستمر المزامنة بدونها وستمنح ولوجا جديدا.',
    },
  },
  'local-only': {
    status: 403,
    title: 'For a command on the same machine',
    detail: {
      fr: 'Cette adresse sert aux commandes lancées sur le serveur lui-même. Lancez « npm run link » dans son dossier.',
      ar: 'هذا العنوان مخصص للأوامر التي تُنفذ على الخادم نفسه. نفذ "npm run link" في مجلده.',
    },
  },
  'agent-unknown': {
    status: 404,
    title: 'Unknown person',
    detail: {
      fr: "Cette personne n'est pas dans la commune. Lancez « npm run link » sans nom pour voir la liste.",
      ar: 'هذا الشخص غير مسجل في الجماعة. نفذ "npm run link" بدون اسم لعرض اللائحة.',
    },
  },
  'not-found': {
    status: 404,
    title: 'Nothing at this address',
    detail: {
      fr: "Il n'y a rien à cette adresse. Revenez à l'accueil.",
      ar: 'لا يوجد شيء في هذا العنوان. ارجع إلى الصفحة الرئيسية.',
    },
  },
  'commune-unknown': {
    status: 421,
    title: 'No commune of this server has that name',
    detail: {
      fr: "Aucune commune de ce serveur ne porte ce nom. Vérifiez l'adresse, ou demandez-la à la commune.",
      ar: 'لا توجد في هذا الخادم جماعة بهذا الاسم. تحقق من العنوان أو اطلبه من الجماعة.',
    },
  },
  'commune-closed': {
    status: 503,
    title: 'The data of this commune do not open',
    detail: {
      fr: "Cette commune ne peut pas être servie pour le moment : rien n'a été changé, tout reste gardé sur cet appareil. Prévenez le responsable du serveur.",
      ar: 'لا يمكن خدمة هذه الجماعة في الوقت الحالي ولم يتغير شيء وكل شيء محفوظ على هذا الجهاز. أخبر المسؤول عن الخادم.',
    },
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    detail: {
      fr: "Cette adresse n'accepte pas cette action. Revenez à l'accueil.",
      ar: 'هذا العنوان لا يقبل هذا الإجراء. ارجع إلى الصفحة الرئيسية.',
    },
  },
  'not-built': {
    status: 503,
    title: 'The application has not been built',
    detail: {
      fr: "L'application n'a pas encore été construite sur ce serveur. Lancez « npm start ».",
      ar: 'لم يتم بعد بناء التطبيق على هذا الخادم. نفذ "npm start".',
    },
  },
  'storage-full': {
    status: 507,
    title: 'The disk of the server is full',
    detail: {
      fr: "Le disque du serveur est plein : rien n'a été reçu, tout reste gardé sur cet appareil. Prévenez le responsable du serveur.",
      ar: 'قرص الخادم ممتلئ: لم يُستقبل شيء وكل شيء محفوظ على هذا الجهاز. أخبر المسؤول عن الخادم.',
    },
  },
  'server-error': {
    status: 500,
    title: 'Unexpected error',
    detail: {
      fr: "Le serveur a rencontré une erreur : rien n'a été changé. Réessayez ; si cela dure, donnez le numéro de l'incident au responsable du serveur.",
      ar: 'واجه الخادم خطأ ولم يتغير شيء. أعد المحاولة؛ وإذا استمر الأمر فأعط رقم الحادث للمسؤول عن الخادم.',
    },
  },
} as const satisfies Record<string, Problem>

export type ProblemType = keyof typeof problems

/** Someone must come and make room: asking more often would not help. */
export const storageRetrySeconds = 300

/** `retryAfter` in seconds. */
export const problem = (c: Context, type: ProblemType, retryAfter?: number): Response => {
  const { status, title, detail } = problems[type]
  const incident: unknown = c.get('requestId')
  const body = {
    type: `urn:morchid:${type}`,
    title,
    status,
    detail,
    ...(typeof incident === 'string' ? { instance: `urn:morchid:incident:${incident}` } : {}),
  }
  if (retryAfter !== undefined) c.header('Retry-After', String(Math.ceil(retryAfter)))
  c.header('Cache-Control', 'no-store')
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' })
}
