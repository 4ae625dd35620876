# A8 Of a letter that tells more than it orders, what it comes to is done, and the director reads the rest; what may turn the order is asked about.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | Bonjour Madame,⏎Notre nounou nous a lâchés pour la mi-juillet. Je voudrais donc inscrire Marie et Lilou les 12 et 13 juillet, le matin. Le lundi 16 nous serons en route pour la Bretagne.⏎Sophie Dupont
! acted
< dupont@example.org | Demande n° 1 enregistrée
| « Je voudrais donc inscrire Marie et Lilou les 12 et 13 juillet, le matin »
| La direction lira aussi ce que je n'ai pas su lire
| nounou nous a lâchés
< directrice@example.org | [lot 1]
| mot de la famille
| en route pour la Bretagne
> dupont@example.org | Marie est invitée chez une amie jeudi 12 juillet, elle ne sera donc pas au centre.
! acted
< dupont@example.org
| « elle ne sera donc pas au centre »
| La date n'était pas répétée
| Marie
> dupont@example.org | Je voudrais inscrire Marie du 16 au 20 juillet, le matin. Le vendredi sa grand-mère peut la prendre chez elle.
! asked
< dupont@example.org
| je n'ai encore rien fait
| Le vendredi
