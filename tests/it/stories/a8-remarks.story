# A8 What a family writes beside its request is read by the director, with the line; both are told so.
centre alsh
@ 2012-07-02 09:00
> nguyen@example.org | réserver Mai jeu 12/07 journée. Attention, elle est allergique aux arachides
! acted
< nguyen@example.org | Demande n° 1 enregistrée
| Votre message est transmis à la direction, qui vous répondra.
< directrice@example.org | Mot de la famille NGUYEN
| Attention, elle est allergique aux arachides
< directrice@example.org | [lot 1]
| NGUYEN Mai
| mot de la famille : « Attention, elle est allergique aux arachides »
>> directrice@example.org | ok
< directrice@example.org
< nguyen@example.org | Accepté : Mai
> nguyen@example.org | annuler Mai jeu 12/07⏎Elle a la varicelle, prévenez les autres parents
! acted
< nguyen@example.org | Demande d'annulation
| La direction lira aussi
< directrice@example.org | [lot 2]
| annulation demandée : « Elle a la varicelle, prévenez les autres parents »
