export { answerChallenges, type Circumstances } from './answer-challenges.ts'
export { type Asker, type AskerOptions, createAsker, ProtectionSpace } from './asker.ts'
export { type AskedFor, Attempt } from './attempt.ts'
export { openAtOnce } from './open-at-once.ts'
export type {
  Connection,
  GiveUp,
  GiveUpReason,
  Opening,
  Send,
  Step,
  Unanswered,
  Wait,
} from './step.ts'
