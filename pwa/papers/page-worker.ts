// Photographs are opened, laid flat and made small here, away from the screen: a picture that hurts ends this worker, never
// the request. One owner, no network, nothing kept but the last photograph.
import { err, ok } from '../../shared/text/result.ts'
import { createPageMaking } from './make-page.ts'
import type { Answer, Answered, Asked, Question } from './page-messages.ts'
import { watch } from './watch.ts'

const making = createPageMaking()
// scanic tells the console of every frame it looks at.
for (const way of ['log', 'table', 'warn'] as const) console[way] = () => undefined

const answerTo = async (question: Question): Promise<Answer> => {
  switch (question.type) {
    case 'make':
      return making.make(question.source, question.wish)
    case 'again':
      return making.again(question.wish)
    case 'watch':
      return ok(await watch(question.frame, question.middle))
  }
}

self.addEventListener('message', ({ data: { id, question } }: MessageEvent<Asked>) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one owner
  const tell = (answer: Answer) => self.postMessage({ id, answer } satisfies Answered)
  // Out of memory, or a bug: either way there is no page, and the worker is not to be trusted with another.
  answerTo(question).then(tell, () => tell(err('crashed')))
})
