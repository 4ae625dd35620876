# C1 A word behind the colon reaches the family with an acceptance too; several decisions of a line are told once.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | Marie jeu 12/07 matin, Raphaël l'après-midi
< dupont@example.org | Demande n° 1 enregistrée
| votre demande n° 1 est enregistrée
| Marie, matin
| Raphaël, après-midi
| Pour tout annuler, répondez : annuler 1
- Pour tout annuler, répondez : annuler 1 Pour
< directrice@example.org | [lot 1]
>> directrice@example.org | accepter 1 : pensez au pique-nique
< directrice@example.org
| Mot transmis à la famille pour la ligne 1 : « pensez au pique-nique »
< dupont@example.org | Accepté : Marie
| accepté : pensez au
> dupont@example.org | annuler Marie jeu 12/07 après-midi
< dupont@example.org
| Marie n'a aucune réservation le jeudi 12 juillet (après-midi)
