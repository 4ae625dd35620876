# C1 A family is one family however many guardians it has: both hear of a cancellation, and the director reads of one family.
centre alsh
+ families.csv | F001,DUPONT,M. Dupont,papa@example.org,fr
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie jeu 12/07 matin
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | ok
< directrice@example.org | 1 réservation acceptée
< dupont@example.org | Accepté : Marie
> papa@example.org | annuler Marie jeu 12/07
< papa@example.org | Demande d'annulation : Marie
< directrice@example.org | [lot 2]
>> directrice@example.org | ok
< directrice@example.org | 1 annulation acceptée
| 1 famille est prévenue
< dupont@example.org | Annulé : Marie
< papa@example.org | Annulé : Marie
> dupont@example.org | réserver Lilou lun 16/07 matin
< dupont@example.org | Demande n° 2
< directrice@example.org | [lot 3]
> papa@example.org | annuler Lilou lun 16/07
< papa@example.org | Annulé : Lilou
< dupont@example.org | Annulé : Lilou, lundi 16 juillet
| vient d'être annulée par un autre parent de la famille
