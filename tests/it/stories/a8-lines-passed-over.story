# A8 A line that is passed over is named; a postscript that orders something is asked about; names below are no words.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie jeu 12/07 matin⏎Et pour la piscine c'est bon⏎Sophie Dupont
! acted
< dupont@example.org | Demande n° 1 enregistrée
| La direction lira aussi ce que je n'ai pas su lire : « Et pour la piscine c'est bon »
- Sophie
< directrice@example.org | [lot 1]
| mot de la famille : « Et pour la piscine c'est bon »
> dupont@example.org | statut⏎Et pour la piscine c'est bon
! told
< dupont@example.org
| Je n'ai rien fait de cette ligne, que je ne comprends pas : « Et pour la piscine
> dupont@example.org | réserver Lilou jeu 12/07 matin⏎Cordialement⏎Sophie Dupont⏎PS : Raphaël ne viendra pas jeudi 12/07
! acted
< dupont@example.org
| Votre demande n° 2 est enregistrée
| je ne sais pas s'il faut réserver, annuler ou ne rien changer
| Raphaël ne viendra pas jeudi
< directrice@example.org | [lot 2]
>> directrice@example.org | ok 1 2⏎⏎Fatou Diallo⏎Directrice - ALSH⏎3 place de la mairie⏎31000 Toulouse
! acted
< directrice@example.org | 2 réservations acceptées
< dupont@example.org | Accepté : Marie et Lilou
