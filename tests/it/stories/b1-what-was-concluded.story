# B1 What is concluded is said: a slip in a name, a moment taken from the entry before, days of a range on which the centre is closed.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Hugoo du 13 au 16 juillet matin, Zoé
! acted
< martin@example.org | Demande n° 1 enregistrée
| Le centre est fermé le mardi 14 juillet : rien n'est demandé pour ce jour
| Le prénom n'était pas écrit comme dans votre dossier ; j'ai pris le plus proche
| Le moment de la journée n'était pas répété ; j'ai repris le précédent
| La date n'était pas répétée ; j'ai repris la précédente
< directrice@example.org | [lot 1]
