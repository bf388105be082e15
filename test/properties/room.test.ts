import { room } from '../support/room';

room(__dirname);
