import { ok } from 'wix-http-functions';

export function get_health() {
    return ok({ body: 'ok' });
}
