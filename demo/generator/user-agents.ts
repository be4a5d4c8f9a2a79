import { weighted } from './random.ts';

/** A user agent: its string, UAType, and the name that UserAgentDef gives the type. */
export interface Agent {
  readonly version: string;
  readonly type: number | null;
  readonly category: string | null;
}

const agent = (version: string, type: number | null, category: string | null): Agent => ({ version, type, category });

/** A build of the desktop client that fails more and more, see incidents. */
export const creepingAgent = agent('UCCAPI/16.0.12527.20278 OC/16.0.12527.20194 (Skype for Business)', 4, 'OC');

/** First client of a user. */
export const mainAgents = weighted<Agent>([
  [agent('UCCAPI/16.0.10730.20334 OC/16.0.10730.20264 (Skype for Business)', 4, 'OC'), 0.24],
  [creepingAgent, 0.27],
  [agent('UCCAPI/16.0.4993.1001 OC/16.0.4993.1001 (Skype for Business)', 4, 'OC'), 0.17],
  [agent('UCCAPI/15.0.5127.1000 OC/15.0.5127.1000 (Skype for Business)', 4, 'OC'), 0.12],
  [agent('UCCAPI/15.0.4745.1000 OC/15.0.4745.1000 (Microsoft Lync)', 4, 'OC'), 0.05],
  [agent('SfBForMac/16.29.0.60 (Skype for Business for Mac)', null, null), 0.06],
  [agent('MC/14.4.3.150917 (Microsoft Lync for Mac 2011)', 64, 'MM'), 0.02],
  [agent('CPE/4.0.7577.4512 OCPhone/4.0.7577.4512 (Microsoft Lync Phone Edition)', 8, 'OCPhone'), 0.04],
  [agent('PolycomVVX-VVX_411-UA/5.9.5.3182', null, null), 0.03],
]);

/** Second device of some users, often outside the network. */
export const mobileAgents = weighted<Agent>([
  [agent('iPhoneLync/6.29.1.14 (iPhone iOS 15.6)', 16399, 'iPhoneLync'), 0.5],
  [agent('AndroidLync/6.29.0.15 (Android 11)', 16400, 'AndroidLync'), 0.35],
  [agent('iPadLync/6.29.1.14 (iPad iOS 15.6)', 16401, 'iPadLync'), 0.15],
]);

/** What federated partners run. */
export const partnerAgents = weighted<Agent>([
  [agent('UCCAPI/16.0.13801.21050 OC/16.0.13801.21050 (Skype for Business)', 4, 'OC'), 0.7],
  [agent('RTCC/7.0.0.0 UcapSfbServer', null, null), 0.3],
]);

export const webAgent = agent('LWA/6.0.9319.580 (Skype for Business Web App)', 16405, 'LWA');
export const responseGroupAgent = agent('RTCC/6.0.0.0 RGS/6.0.0.0', 1024, 'RGS');
export const voiceMailAgent = agent('RTCC/3.5.0.0 MSExchangeUM/15.01.2507.006', 16393, 'ExUM');
export const syntheticAgent = agent('RTCC/6.0.0.0 ST/6.0.9319.0', 16396, 'ST');
export const mediationAgent = agent('RTCC/6.0.0.0 MediationServer', 1, 'MediationServer');

/** Conferencing servers by the URI type of their MCU; the Focus is the one without. */
export const serverAgents: Readonly<Record<string, Agent>> = {
  focus: agent('RTCC/6.0.0.0 CCS/6.0.9319.580', 2048, 'CCS'),
  'conf:chat': agent('RTCC/6.0.0.0 IMMCU', 16409, 'IMMCU'),
  'conf:audio-video': agent('RTCC/6.0.0.0 AV-MCU', 2, 'AV-MCU'),
  'conf:applicationsharing': agent('RTCC/6.0.0.0 applicationsharing', 16397, 'ASMCU'),
};
