# A8 A line that may take back what is booked is asked about, one that only tells is passed over and named; a postscript that orders something is asked about; names below are no words.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie jeu 12/07 matin⏎Et pour la piscine c'est bon⏎Sophie Dupont
! not_understood
< dupont@example.org
| je n'ai pas compris cette ligne
| Et pour la piscine c'est bon
| oui réserver Marie, jeu. 12 juillet, matin
>> dupont@example.org | oui
! acted
< dupont@example.org | Demande n° 1 enregistrée
< directrice@example.org | [lot 1]
> dupont@example.org | réserver Marie jeu 19/07 matin⏎Elle adore la piscine⏎Sophie Dupont
! acted
< dupont@example.org | Demande n° 2 enregistrée
| La direction lira aussi ce que je n'ai pas su lire : « Elle adore la piscine »
- Sophie
< directrice@example.org | [lot 2]
| mot de la famille : « Elle adore la piscine »
> dupont@example.org | statut⏎Et pour la piscine c'est bon
! told
< dupont@example.org
| Je n'ai rien fait de cette ligne, que je ne comprends pas : « Et pour la piscine
> dupont@example.org | réserver Lilou jeu 12/07 matin⏎Cordialement⏎Sophie Dupont⏎PS : Raphaël ne viendra pas jeudi 12/07
! acted
< dupont@example.org
| Votre demande n° 3 est enregistrée
| je ne sais pas s'il faut réserver, annuler ou ne rien changer
| Raphaël ne viendra pas jeudi
< directrice@example.org | [lot 3]
>> directrice@example.org | ok 1 2 3⏎⏎Fatou Diallo⏎Directrice - ALSH⏎3 place de la mairie⏎31000 Toulouse
! acted
< directrice@example.org | 3 réservations acceptées
< dupont@example.org | Accepté : Marie et Lilou
