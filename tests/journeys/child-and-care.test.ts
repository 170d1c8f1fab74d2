import { journeySuite } from '../support/journey-suite.ts';

journeySuite(['child-allowance', 'care-certification']);
