// Every refusal about photographs and sounds: what happened to them, and what to do next. Told as all others are
// (problem.ts), where their shape is checked.

export const blobProblems = {
  'blob-unsigned': {
    status: 401,
    title: 'Not signed by a device of this commune',
    detail: {
      fr: "Cet appareil n'est pas reconnu : rien n'a été reçu. Prévenez le superviseur ; les papiers restent gardés ici.",
      ar: 'لم يتم التعرف على هذا الجهاز ولم يُستقبل شيء. أخبر المشرف؛ تبقى الأوراق محفوظة هنا.',
    },
  },
  'blob-beacon': {
    status: 401,
    title: 'The device has to sync first',
    detail: {
      fr: "L'appareil doit d'abord envoyer ses demandes. Il le fait de lui-même, puis il renverra ce papier.",
      ar: 'على الجهاز أن يرسل الطلبات أولا. سيفعل ذلك وحده ثم يعيد إرسال هذه الورقة.',
    },
  },
  'blob-malformed': {
    status: 400,
    title: 'Not a request of this protocol',
    detail: {
      fr: "L'envoi de ce papier n'a pas pu être lu : rien n'a été changé. Mettez l'application à jour, puis renvoyez.",
      ar: 'تعذرت قراءة إرسال هذه الورقة ولم يتغير شيء. حدّث التطبيق ثم أعد الإرسال.',
    },
  },
  'blob-gone': {
    status: 404,
    title: 'No such upload',
    detail: {
      fr: "L'envoi de ce papier n'est pas commencé ici, ou il a attendu trop longtemps. L'appareil le recommencera.",
      ar: 'لم يبدأ إرسال هذه الورقة هنا أو أنه انتظر طويلا. سيعيده الجهاز من البداية.',
    },
  },
  'blob-offset': {
    status: 409,
    title: 'Not where the upload stopped',
    detail: {
      fr: "L'envoi de ce papier s'est arrêté ailleurs. L'appareil demandera où, et continuera de là.",
      ar: 'توقف إرسال هذه الورقة في موضع آخر. سيسأل الجهاز عن الموضع ويواصل منه.',
    },
  },
  'blob-spoiled': {
    status: 422,
    title: 'Not the bytes that were promised',
    detail: {
      fr: "Ce papier s'est abîmé en route : rien n'en a été gardé ici. L'appareil l'enverra de nouveau.",
      ar: 'تلفت هذه الورقة في الطريق ولم يُحفظ منها شيء هنا. سيرسلها الجهاز من جديد.',
    },
  },
  'blob-refused': {
    status: 422,
    title: 'Nothing that is kept here',
    detail: {
      fr: "Ce papier ne peut pas être gardé : ce n'est pas une image entière et sûre. Photographiez-le de nouveau.",
      ar: 'لا يمكن حفظ هذه الورقة: ليست صورة كاملة وآمنة. التقط صورة لها من جديد.',
    },
  },
  'blob-refused-read': {
    status: 410,
    title: 'It came and was refused',
    detail: {
      fr: "Ce papier est arrivé mais n'a pas été gardé : ce n'était pas une image entière et sûre. Demandez-le de nouveau.",
      ar: 'وصلت هذه الورقة ولم تُحفظ لأنها ليست صورة كاملة وآمنة. اطلبها من جديد.',
    },
  },
  'blob-too-many': {
    status: 429,
    title: 'Too many unfinished uploads of this device',
    detail: {
      fr: 'Trop de papiers de cet appareil sont en route à la fois. Il continuera de lui-même dans un moment.',
      ar: 'أوراق كثيرة من هذا الجهاز في الطريق في آن واحد. سيواصل وحده بعد قليل.',
    },
  },
  'blob-later': {
    status: 503,
    title: 'It could not be examined yet',
    detail: {
      fr: "Ce papier est arrivé et attend d'être examiné. L'appareil demandera plus tard, sans le renvoyer.",
      ar: 'وصلت هذه الورقة وتنتظر فحصها. سيسأل الجهاز لاحقا دون إعادة إرسالها.',
    },
  },
  'blob-ticket': {
    status: 401,
    title: 'No valid ticket for papers',
    detail: {
      fr: "L'accès aux papiers n'est plus valable. La prochaine synchronisation en redonnera un.",
      ar: 'لم يعد الولوج إلى الأوراق صالحا. ستمنح المزامنة القادمة ولوجا جديدا.',
    },
  },
  'blob-elsewhere': {
    status: 403,
    title: 'Not a request of this unit',
    detail: {
      fr: "Cette demande n'est pas suivie par votre unité : ses papiers ne s'ouvrent pas ici.",
      ar: 'هذا الطلب لا تتابعه وحدتكم: لا تُفتح أوراقه هنا.',
    },
  },
  'blob-to-come': {
    status: 404,
    title: 'Not here yet',
    detail: {
      fr: "Ce papier n'est pas encore arrivé. Il partira de l'appareil qui l'a pris dès qu'il aura du réseau.",
      ar: 'لم تصل هذه الورقة بعد. سترسل من الجهاز الذي التقطها عند توفر الشبكة.',
    },
  },
} as const
