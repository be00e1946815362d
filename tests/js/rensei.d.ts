// The one namespace of the scripts. Each part takes what it needs from it, and adds what it has.
declare var rensei: any;
