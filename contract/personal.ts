/**
 * What a text may say about people. Every column and filter whose values are texts says which it is, or that it is none of them
 * (`false`); numbers, times and truth values name nobody.
 *
 * - `address`: URI of a user or a conference, which carries the address of its organizer, or a telephone number
 * - `agent`: what a client calls itself, which may have an address of its device in it
 * - `host`: name or address of a computer that may be anybody's
 * - `id`: made by a client, which may put its own address into it
 * - `text`: in the words of whoever wrote it
 * - `sentence`: in words of ours, with the address that stands in another column of the row
 */
export type Personal = 'address' | 'agent' | 'host' | 'id' | 'text' | 'sentence';

/** Whether something is personal, and how. */
export type PersonalDecision = false | Personal;

/** Of a field of an answer: what it says about people, in one word. A field without one is taken for the words of anybody. */
export type About = Personal | 'nobody';

export const aboutOf = (decision: PersonalDecision): About => (decision === false ? 'nobody' : decision);
