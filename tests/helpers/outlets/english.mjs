/**
 * english.mjs — the wording of the first test outlet: invented people, invented towns, plain newspaper prose.
 *
 * Each subject is a small story of its own; `general` fills it up to the length of a news article. `{place}` and
 * `{thing}` are put in by writeArticle.mjs.
 */
export const people = [
  'Haruka Minamoto',
  'Thomas Ashgrove',
  'Keiko Arimura',
  'Eleanor Whitcombe',
  'Ryo Kitabatake',
  'Mizuki Tanegawa',
  'Naoki Furusato',
  'Clara Penhallow',
]

export const subjects = [
  {
    place: 'Kurohama',
    thing: 'the night ferry',
    titles: [
      'The last night ferry of Kurohama keeps its lamps lit',
      'Kurohama votes to save its night ferry',
      'A winter on the Kurohama crossing: timetables and tea',
    ],
    paragraphs: [
      'The night ferry leaves Kurohama at ten minutes past eleven, after the fish market has been hosed down and before the first trucks arrive. On most evenings fewer than forty people walk up its gangway, and the crew knows nearly all of them by name.',
      'The ship is forty-one years old and slower than when she was built. Her captain says that this is a kindness, because the passengers sleep better and the lighthouse on Komori Point can be looked at for longer.',
      'Accountants have advised closing the line three times since the bridge was opened. Three times the town has answered with a subscription, and the third time the schoolchildren paid for a new set of mattresses.',
      'Nurses returning from the island hospital take the upper deck, and students with heavy bags take the lower one. Between them an old vending machine sells corn soup, and its light is the only one left on after midnight.',
      'In spring the company will try a smaller boat with electric engines. Nobody in Kurohama expects it to be warmer, but it will be quieter, and the town has asked only that the lamps along the rail be kept.',
    ],
  },
  {
    place: 'Sanjo Slope',
    thing: 'the reading room',
    titles: [
      'A library of four thousand maps opens on Sanjo Slope',
      'The reading room on Sanjo Slope lends out its silence',
      'Old maps and new paths: Sanjo Slope draws its own city',
    ],
    paragraphs: [
      'Four thousand maps that had lain in a warehouse for a generation can now be unrolled by anybody who washes their hands. The new reading room on Sanjo Slope has long tables, no catalogue on a screen, and two librarians who have learned the drawers by heart.',
      'The oldest sheet shows the bay before its harbour wall, with every well marked in blue. The youngest was drawn last month by a class of nine-year-olds, who recorded each place along their way to school where a cat can be met.',
      'Visitors are given weights filled with rice to hold the corners down. The rice is changed each autumn, and the librarians cook what comes out, which explains the smell of the corridor on the first day of November.',
      'Surveyors from the ward office have become the most faithful guests. They say that a map of 1931 has already settled two quarrels over a lane, and that a third party withdrew its claim on seeing the ink.',
      'The building was a bathhouse until recently, and its tiles were kept. On the wall where Mount Fuji was painted for the bathers there is now the whole coast, at a scale that lets one put a finger on each boat.',
    ],
  },
  {
    place: 'Aizawa',
    thing: 'the branch line',
    titles: [
      'The Aizawa line runs on time and nearly empty',
      'Two carriages and a garden: how Aizawa kept its railway',
      'Snow, signal bells and the morning train to Aizawa',
    ],
    paragraphs: [
      'The first train from Aizawa departs at six minutes past six and reaches the junction with a punctuality that the express services envy. It carries eleven pupils, one vet, and a basket of eggs that has its own season ticket.',
      'When the operator announced the end of the line, the villages offered to look after the stations themselves. Five years later the flower beds have won a prize, the roofs do not leak, and the trains have kept coming.',
      'Signal bells are still rung by hand at Upper Aizawa, where a retired teacher serves two mornings a week. She corrects the grammar of the safety notices in pencil, and head office has quietly adopted each of her changes.',
      'In the deepest snow the plough is pushed by a locomotive older than its driver. He describes the work as gardening at walking speed, since every branch that bends across the rails must be lifted and never cut.',
      'The figures are modest, yet they have risen for three years in a row. A second carriage now runs on Saturdays, when walkers come for the beech woods and leave with pickles from the kiosk.',
    ],
  },
  {
    place: 'Minato Ward',
    thing: 'the roof garden',
    titles: [
      'Bees on the ninth floor: a roof garden feeds Minato Ward',
      'Minato Ward grows its herbs above the traffic',
      'The gardeners of Minato Ward take the lift to work',
    ],
    paragraphs: [
      'The lift of a plain office tower in Minato Ward smells of thyme, and on some mornings a bee rides down with the accountants. On the roof nine volunteers keep forty beds of herbs, two rows of beans and a fig tree in half a barrel.',
      'Rain is collected in tanks that once held paint. During the dry weeks of August the firemen next door top them up as a hose exercise, and are paid in basil.',
      'The soil came up in the pockets of rucksacks over a whole winter, because the owner of the building had allowed visitors but not deliveries. By March the gardeners had carried three tonnes, and the owner had begun to carry some himself.',
      'Four restaurants take what is picked before eight. Their cooks have learned to write menus late, since the wind at that height decides what will be tender enough on a given day.',
      'The ward would like to see twenty such gardens within five years. Engineers have lent their weekends to calculate which roofs can bear them, and the list is already longer than the list of volunteers.',
    ],
  },
  {
    place: 'Tsubame',
    thing: 'the paper workshop',
    titles: [
      'Paper that remembers water: a morning in Tsubame',
      'The paper makers of Tsubame take apprentices again',
      'Tsubame paper mends the doors of old temples',
    ],
    paragraphs: [
      'At five in the morning the vats of the Tsubame workshop are so cold that a film of ice has to be broken before the first sheet is lifted. Cold water makes a long fibre lie straight, says the master, and warm hands make it lie.',
      'Three apprentices began this spring, after eleven years without any. One was a programmer, one a nurse, one has come straight from school, and all of them still count the beats of the mould aloud.',
      'The paper is ordered by conservators who mend sliding doors in mountain temples. It has to be strong enough for a hundred winters and weak enough to tear before the old silk beside it does.',
      'A sheet is dried upon a board of ginkgo wood, and the grain of the board can be felt on one side. Old customers close their eyes and name the board, and the apprentices are not allowed to help them.',
      'What is spoiled is pulped again, and so nothing is lost but time. The master keeps one bad sheet from each apprentice in a drawer and returns it upon the day they leave to open a workshop of their own.',
    ],
  },
  {
    place: 'Hoshino Bay',
    thing: 'the tide clock',
    titles: [
      'Hoshino Bay mends a clock that tells the tide',
      'The tide clock of Hoshino Bay is four minutes wrong, and right',
      'Two hundred years of high water at Hoshino Bay',
    ],
    paragraphs: [
      'The clock above the harbour office at Hoshino Bay has no numerals for the hours. Its single hand moves between two carved fish, and when it touches the upper one the boats may cross the bar.',
      'It had stood still since a storm in the year before last. A watchmaker, a diver and a teacher of mathematics took its float chamber apart, found a family of crabs within, and needed the better part of a winter to put matters right.',
      'Modern charts predict the tide to the minute, and every skipper carries them in a pocket. They look up at the wooden hand in spite of that, because it shows what the water is doing and not what it ought to do.',
      'When the wind stands in the bay the two disagree, once by as much as forty minutes. On that evening the boats that trusted the fish came in, and those that trusted the chart waited outside and were teased for a month.',
      'Children now read the hand each morning and write its position on a slate outside their school. The series will be two hundred years long next June, with only eleven days missing, and the crabs account for most of those.',
    ],
  },
  {
    place: 'Oak Market',
    thing: 'the Saturday market',
    titles: [
      'Oak Market puts its cooks and farmers at one table',
      'The Saturday market that closes when the soup is gone',
      'Rain or not, Oak Market opens at seven',
    ],
    paragraphs: [
      'Oak Market begins with a bell at seven and ends when the soup is finished, which is rarely later than noon. There are twenty-six stalls, one long table, and a rule that nobody may eat alone.',
      'The soup is made from what the farmers expect not to sell. It is therefore different each week, and a notebook in the kitchen records which of its four hundred recipes were regretted.',
      'Prices are written in chalk and rubbed out an hour before the end. From then on each customer names one, and the stallholders report that the sums hardly differ, although the conversations are longer.',
      'A retired judge keeps the book of complaints. In two years it has received nine, of which six were about a goose, and he has settled all of them within sight of the goose.',
      'The market pays a small rent for the square and cleans it better than the contractors did. The council has taken note, and two further squares will be offered in the coming spring.',
    ],
  },
  {
    place: 'Lantern Quay',
    thing: 'the puppet theatre',
    titles: [
      'A puppet theatre returns to Lantern Quay with a borrowed dragon',
      'Lantern Quay hears its old songs from small wooden mouths',
      'Three hands for one hero: the puppets of Lantern Quay',
    ],
    paragraphs: [
      'The puppets of Lantern Quay had been packed in camphor since the theatre burned, and the moths had respected them. On Saturday they stood upon a stage again, a little stiff at the elbow, in front of three hundred people and a dog.',
      'Three players move each figure, and only the eldest may show his face. It takes ten years to learn the feet and ten more for the left hand, after which one is thought ready to be told about the right.',
      'The dragon was lent by a rival company across the river, together with four men who alone know how it breathes. They were given the best seats afterwards, since the dragon dies in the first act.',
      'New verses had been written for the old melody, about the ferry and the price of rice. The chanter admitted that he had changed one line that afternoon, and the laughter told him that it should stay.',
      'The season will run for eight weekends. Pupils may come behind the curtain after each performance and hold the feet of a hero, which is where all of the present players began.',
    ],
  },
  {
    place: 'Shirakaba',
    thing: 'the weather station',
    titles: [
      'On Mount Shirakaba the weather is still written by hand',
      'The hut above the clouds that has never missed a morning',
      'Shirakaba counts its swallows, and its millimetres',
    ],
    paragraphs: [
      'Every morning at nine somebody opens the white box on Mount Shirakaba and writes down what the thermometers say. The instruments have long been able to send their figures by radio, but the hand-written column is the one that the archive trusts.',
      'Two keepers share the hut for a fortnight at a time. They bring flour, batteries and one new book each, and the shelf of books has grown in this way to fill the wall against which the wind leans.',
      'Besides rain and pressure they count swallows. The birds have come on average two days earlier in each decade, and a graph drawn along the door frame shows it at a glance to anybody who hangs up a coat.',
      'Last winter the path was closed for nineteen days. The keepers report that they ran out of nothing but conversation, and that they then began to read to one another, beginning at the top left.',
      'The agency has confirmed that the station will be staffed for ten more years. A young keeper will be trained in the autumn, and has been asked to bring a very long book.',
    ],
  },
  {
    place: 'Kiyose Mill',
    thing: 'the indigo dye house',
    titles: [
      'Blue that needs feeding: the dye house at Kiyose Mill',
      'Kiyose Mill teaches a city to wear indigo again',
      'The indigo of Kiyose Mill wakes up in April',
    ],
    paragraphs: [
      'The dye in the cellar of Kiyose Mill is alive, and the first task of each day is to ask how it has slept. The dyer lifts a lid, looks at the copper sheen on the surface, tastes a drop, and decides whether it wants bran or sake.',
      'Cloth comes out of the vat yellow and turns green in the air, then blue, in the time it takes to say so. Visitors gasp at this point without exception, and the dyer admits that she has not become used to it either.',
      'The indigo grows in two fields along the river and is composted for a hundred days under straw. It grows hot enough to warm the barn, and the cats of the village know the calendar of the heap exactly.',
      'Firemen once wore coats of this blue because it does not catch sparks easily. Today the orders come from hospitals, which have found that the cloth is kind to the skin, and from a railway that wants curtains.',
      'A class is given on Sundays for whoever wishes to bring a shirt. It is booked out until June, and the river below the mill, contrary to what the neighbours feared, has remained as clear as before.',
    ],
  },
]

export const general = [
  'Residents of {place} speak of {thing} in the way that other towns speak of a relative. They complain freely, they will not hear a complaint from outside, and they turn up in numbers whenever there is something to be carried.',
  'The public accounts for last year run to eleven pages and can be read at the ward office. They show a small loss, a larger sum in donations, and one line for biscuits that was questioned and then approved unanimously.',
  '“We did not set out to preserve anything,” one of the organisers said on Tuesday. “We set out to go on using it, and that turned out to be a good deal cheaper.”',
  'A study by the prefectural university estimates that every visitor spends the price of a modest lunch nearby. Its authors add, in a footnote, that they had lunch there themselves and may be thought partial.',
  'Similar efforts in other prefectures have not all gone well. Where the work depended on a single person it often ended with that person, and {place} has taken care to write down who knows what, and who is learning it.',
  'The mayor, who grew up two streets away, has promised that repairs will be paid for until the end of the decade. The promise was made in front of witnesses and has been framed.',
  'Younger people are coming back, though in small numbers. Twelve have moved to {place} this year, and in conversation they mention the rent first, the schools second, and {thing} before the dessert is served.',
  'Not everybody is convinced. A retired engineer wrote to the council that affection is not a budget, and received a courteous reply, an invitation, and in the end a key to the tool shed.',
  'Photographs from the nineteen-fifties show the same corner with handcarts and paper umbrellas. The shop signs have changed and the trees are taller, but the angle of the light along the wall is exactly what it was.',
  'Foreign guests arrive with a printed page and a great deal of patience. A volunteer with a green armband meets them at the station, and is prepared to walk slowly.',
  'There has been talk of a film. The residents have asked that it be made in February, when there is nothing to do, and that nobody fall in love on the stairs, which are slippery.',
  'Insurance remains the least poetic part of the undertaking. It was settled after a year of letters, and the file, which is as thick as a loaf, holds open the door of the office.',
  'The work is done without hurry. Those who take part say that this is the point of it, since a task which has been hurried must be done again, while one that has merely been late is finished.',
  'Meetings are held on the first Thursday of the month and are open to all. The record for length stands at five hours, on the subject of a bench, and the bench is generally held to be very comfortable.',
  'Much depends on the weather between now and the equinox. If the rain holds off, the next stage will begin as planned, and if not, it will begin as it always has, a little later and with hot tea.',
  'In the evening the shutters come down one after another and the street smells of broth. Somebody plays the same eight bars of a waltz on an upright piano, and has been getting them slightly wrong since the summer.',
]
