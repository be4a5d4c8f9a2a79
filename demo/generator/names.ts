/** Given names and family names whose pairs are the people of the invented company. */
export const givenNames = (
  'anna ben clara david elif felix greta hannah ivan jonas karla leon mia nora oskar paula quentin rosa samir tessa ' +
  'ulrich vera wanda xenia yusuf zoe amelia callum daisy ewan fiona george harriet imogen jack kieran lucy megan niamh ' +
  'oliver priya rhys sophie tariq una victor william yvonne aaliyah brandon'
).split(' ');

export const familyNames = (
  'albrecht bauer claus dietrich engel fuchs graf hartmann ilgner jung keller lorenz maurer neumann otto peters ' +
  'quandt richter sommer thiele ulmer vogel winter xanke yildiz ziegler ashcroft bradley cartwright dawson ellwood ' +
  'fairfax gresham hollis ingram'
).split(' ');

/** Domains of federated partners. */
export const partnerDomains = ['lindenhof.example', 'harbourview.example', 'nordlicht.example', 'bluestone.example'];
