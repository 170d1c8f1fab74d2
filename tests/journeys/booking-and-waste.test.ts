import { journeySuite } from '../support/journey-suite.ts';

journeySuite(['facility-booking', 'bulky-waste']);
