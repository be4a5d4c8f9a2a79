/**
 * What an error of Windows Sockets says of a connection, by its number, with its name and what to look at. Source of numbers and
 * names: Microsoft's documentation, Windows Sockets Error Codes (Winsock2.h).
 */
export const winsockErrors: Readonly<Record<number, string>> = {
  10013: 'WSAEACCES: not allowed; a firewall or a policy on this server forbids it',
  10048: 'WSAEADDRINUSE: address and port are in use by another program',
  10049: 'WSAEADDRNOTAVAIL: the address does not belong to this server, or cannot be reached from it',
  10050: 'WSAENETDOWN: the network is down',
  10051: 'WSAENETUNREACH: the network cannot be reached; check the routes',
  10052: 'WSAENETRESET: the network dropped the connection',
  10053: 'WSAECONNABORTED: this server gave the connection up, after a time-out or an error of its protocol',
  10054: 'WSAECONNRESET: the peer, or a firewall on the way, closed the connection',
  10055: 'WSAENOBUFS: no buffer space or no ports left on this server',
  10057: 'WSAENOTCONN: the connection is not there any more',
  10058: 'WSAESHUTDOWN: the connection was being closed',
  10060: 'WSAETIMEDOUT: the peer did not answer in time; check whether it runs, and firewalls on the way',
  10061: 'WSAECONNREFUSED: the peer refused the connection; its service is not running, or listens on another port',
  10064: 'WSAEHOSTDOWN: the peer is down',
  10065: 'WSAEHOSTUNREACH: there is no route to the peer',
  11001: 'WSAHOST_NOT_FOUND: the name of the peer is not known; check DNS',
  11002: 'WSATRY_AGAIN: DNS did not answer',
  11003: 'WSANO_RECOVERY: DNS answered with an error',
  11004: 'WSANO_DATA: the name is known, but has no address; check its DNS records',
};
