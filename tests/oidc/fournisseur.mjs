// npm's oidc-provider as ProConnect is set: userinfo signed in RS256, PKCE required, « acr » and
// « amr » in the id_token, end of session. `node fournisseur.mjs PORT CLIENT SECRET SITE`
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [port, client, secret, site] = process.argv.slice(2);
const outils = createRequire(process.env.OUTILS);
const { default: Provider } = await import(pathToFileURL(outils.resolve('oidc-provider')));

const PERSONNE = {
  given_name: 'Camille',
  usual_name: 'Durand',
  email: 'camille.durand@commune.example.org',
  siret: '21920023500014',
  uid: '1234',
};
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const adresse = `http://127.0.0.1:${port}`;
const provider = new Provider(adresse, {
  clients: [{
    client_id: client,
    client_secret: secret,
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['authorization_code'],
    response_types: ['code'],
    redirect_uris: [`${site}/connexion/proconnect/retour/`],
    post_logout_redirect_uris: [`${site}/connexion/proconnect/sortie/`],
    userinfo_signed_response_alg: 'RS256',
  }],
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'une', use: 'sig', alg: 'RS256' }] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  pkce: { methods: ['S256'], required: () => true },
  acrValues: ['eidas1'],
  claims: {
    openid: ['sub'], acr: null, amr: null, auth_time: null, iss: null, sid: null,
    ...Object.fromEntries(Object.keys(PERSONNE).map((nom) => [nom, [nom]])),
  },
  features: {
    claimsParameter: { enabled: true },
    devInteractions: { enabled: false },
    jwtUserinfo: { enabled: true },
    rpInitiatedLogout: { enabled: true },
  },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...PERSONNE }) }),
  // ProConnect asks for no consent: what a declared client may read is agreed beforehand.
  loadExistingGrant: async ({ oidc }) => {
    const accord = new oidc.provider.Grant({ clientId: client, accountId: oidc.session.accountId });
    accord.addOIDCScope(['openid', ...Object.keys(PERSONNE)].join(' '));
    accord.addOIDCClaims(['amr']);
    await accord.save();
    return accord;
  },
});

// The sign-in page, as its buttons answer: ?amr=pwd,mfa enters, ?refus=access_denied does not.
async function interaction(requete, reponse, reglage) {
  const refus = reglage.get('refus');
  const amr = (reglage.get('amr') ?? 'pwd').split(',');
  const resultat = refus
    ? { error: refus, error_description: 'La personne a renoncé.' }
    : { login: { accountId: 'sub-de-camille', acr: 'eidas1', amr } };
  await provider.interactionFinished(requete, reponse, resultat, { mergeWithLastSubmission: false });
}

const repondre = provider.callback();
createServer((requete, reponse) => {
  const { pathname, searchParams } = new URL(requete.url, adresse);
  if (!pathname.startsWith('/interaction/')) return repondre(requete, reponse);
  return interaction(requete, reponse, searchParams).catch((erreur) => {
    reponse.statusCode = 500;
    reponse.end(String(erreur));
  });
}).listen(Number(port), '127.0.0.1');
