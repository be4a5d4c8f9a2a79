import { componentRanges, diagnosticRanges, diagnosticTexts } from '../../contract/texts/diagnostics.ts';
import { q850Causes } from '../../contract/texts/q850-causes.ts';
import { sipPhrases } from '../../contract/texts/sip-responses.ts';
import { winsockErrors } from '../../contract/texts/winsock-errors.ts';
import { conferenceTypes, modalities } from '../../contract/vocabulary.ts';

/** Attributes of diagnostic headers whose value is a number that says nothing of a person. */
export const numericAttributes: readonly string[] = [
  ...['port', 'peerport', 'winsockfailurecode', 'winsock-code', 'isupcause', 'q850cause', 'q850-cause'],
  ...['cause', 'sipresponsecode', 'responsecode', 'code', 'error', 'status', 'hresult'],
];

/** Further names of attributes: what [MS-OCER] lists, and what servers were seen to send. */
const attributes = [
  ...[
    'reason',
    'source',
    'component',
    'appname',
    'peerserver',
    'gatewayfqdn',
    'gateway',
    'fqdn',
    'tls-target',
    'domain',
  ],
  ...['lookedup', 'winsockfailuredescription', 'winsock-info', 'errortype', 'sipresponsetext', 'usertype', 'mediatype'],
  ...['callermediadebug', 'calleemediadebug', 'icewarn', 'localsite', 'remotesite', 'localaddress', 'remoteaddress'],
  ...[
    'callerid',
    'calleeid',
    'from',
    'to',
    'user',
    'target',
    'destination',
    'originator',
    'conferenceid',
    'sip',
    'tel',
  ],
];

/** Components that name themselves in headers. */
const components = [
  ...['mediationserver', 'userservices', 'outboundrouting', 'inboundrouting', 'focus', 'collaboration', 'caa', 'cas'],
  ...['imconferencing', 'avmcu', 'asmcu', 'immcu', 'datamcu', 'edge', 'accessedge', 'registrar', 'frontend', 'client'],
  ...['translationservice', 'exumrouting', 'rgs', 'ucma', 'lync', 'skype', 'business', 'sbc', 'proxy', 'server'],
];

/** Words of any sentence. */
const common = [
  ...['a', 'an', 'the', 'of', 'in', 'on', 'at', 'by', 'for', 'with', 'without', 'and', 'or', 'not', 'no', 'is', 'are'],
  ...['was', 'were', 'be', 'been', 'has', 'have', 'had', 'it', 'its', 'this', 'that', 'could', 'cannot', 'did', 'does'],
  ...['call', 'called', 'caller', 'callee', 'session', 'failed', 'failure', 'error', 'request', 'response', 'invite'],
  ...['user', 'users', 'peer', 'host', 'port', 'cause', 'connection', 'certificate', 'expired', 'refused', 'time'],
  ...['endpoint', 'internal', 'external', 'media', 'audio', 'video', 'timeout', 'timed', 'out', 'unknown', 'invalid'],
];

/** Words that are given names as well: they stay hidden, wherever they stand. */
const names = new Set([
  'mark',
  'will',
  'bill',
  'grant',
  'may',
  'page',
  'rich',
  'sue',
  'max',
  'pat',
  'bob',
  'jack',
  'art',
]);

/** All words that our own texts are made of, in lower case. */
function allWords(): ReadonlySet<string> {
  const texts = [
    ...[...Object.values(diagnosticTexts), ...diagnosticRanges].flatMap(({ meaning, hint = '' }) => [meaning, hint]),
    ...componentRanges.map(({ component }) => component),
    ...[q850Causes, sipPhrases, winsockErrors].flatMap((meanings) => Object.values(meanings)),
    ...[...modalities, ...conferenceTypes].map(({ label }) => label),
    ...[...numericAttributes, ...attributes, ...components, ...common],
  ];
  const words = texts.flatMap((text) => text.toLowerCase().match(/\p{L}[\p{L}'_/-]*/gu) ?? []);
  return new Set(words.filter((word) => !names.has(word)));
}

let vocabulary: ReadonlySet<string> | undefined;

/** Whether a word is one of ours, which name nobody. */
export function isOurWord(word: string): boolean {
  vocabulary ??= allWords();
  return vocabulary.has(word.toLowerCase());
}
