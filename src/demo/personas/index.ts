import type { PersonaName } from '../demo-server.js';
import { developing } from './developing.js';
import { exemplar } from './exemplar.js';
import { hapi } from './hapi.js';
import type { Persona } from './persona.js';
import { silo } from './silo.js';

export type { Behaviour, Interaction, Misbehaviour, Persona, Reaction } from './persona.js';

/** The servers that the demo can play, by name. */
export const personas: Readonly<Record<PersonaName, Persona>> = { exemplar, developing, silo, hapi };
