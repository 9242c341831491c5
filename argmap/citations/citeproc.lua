-- Formats citations of several maps, in several styles, in one run of pandoc, and writes what came of it as JSON.
-- Each request is a Div whose attributes name its references file, its style and its language; in it stands one
-- paragraph a citation. citeproc works on each request by itself, so that two works of one author and year are told
-- apart within a map and not across maps.
-- The answer has a line for each request, {clusters = {text, ...}, entries = {{key = ..., text = text}, ...}}, where a
-- text is a list of runs: {text = ..., styles = "emphasis strong", target = "#ref-koch-2013"}.

-- pandoc's elements (https://hackage.haskell.org/package/pandoc-types) whose content stands behind other things.
local SECOND = {
  Cite = true, Code = true, Div = true, Image = true, Link = true, Math = true, Quoted = true, RawInline = true,
  Span = true,
}

local STYLES = {
  Code = "code",
  Emph = "emphasis",
  SmallCaps = "small-caps",
  Strong = "strong",
  Subscript = "subscript",
  Superscript = "superscript",
}

-- Words around a citation that hold Markdown come as raw text, for pandoc itself to read.
local function read(raw)
  return pandoc.utils.blocks_to_inlines(pandoc.read(raw.text, raw.format).blocks)
end

local function style_of(element)
  return STYLES[element.t] or (element.t == "Span" and element.c[1][2][1] == "nocase" and "nocase")
end

-- Each style stands once, however often it is opened within itself: the list stays short however deep the markup.
local function with(styles, style)
  if not style or (" " .. styles .. " "):find(" " .. style .. " ", 1, true) then
    return styles
  end
  return styles == "" and style or styles .. " " .. style
end

local function runs_of(blocks)
  local runs = pandoc.List{}

  local function put(words, styles, target)
    local last = runs[#runs]
    if last and last.styles == styles and last.target == target then
      table.insert(last.words, words)
    else
      runs:insert{words = {words}, styles = styles, target = target}
    end
  end

  local function walk(elements, styles, target)
    for _, element in ipairs(elements) do
      local content = SECOND[element.t] and element.c[2] or element.c or " "
      local inner = with(styles, style_of(element))
      if type(content) == "string" then
        put(content, inner, target)
      else
        walk(content, inner, element.t == "Link" and element.c[3][1] or target)
      end
    end
  end

  walk(blocks, "", "")
  return runs:map(function(run)
    return {text = table.concat(run.words), styles = run.styles, target = run.target}
  end)
end

local function formatted(request)
  local meta = {
    bibliography = pandoc.MetaString(request.attributes["bibliography"]),
    csl = pandoc.MetaString(request.attributes["csl"]),
    lang = pandoc.MetaString(request.attributes["language"]),
    ["link-citations"] = true,
    ["link-bibliography"] = true,
    ["suppress-bibliography"] = false,
    nocite = pandoc.Inlines{pandoc.Cite({}, {pandoc.Citation("*", "NormalCitation")})},
  }
  local cited = request.content:walk{RawInline = read}
  local done = pandoc.utils.citeproc(pandoc.Pandoc(cited, pandoc.Meta(meta)))
  local answer = {clusters = pandoc.List{}, entries = pandoc.List{}}
  -- Plain tables are walked faster than pandoc's own objects.
  for _, block in ipairs(pandoc.json.decode(pandoc.write(done, "json"), false).blocks) do
    if block.t == "Para" then
      answer.clusters:insert(runs_of{block})
    else
      for _, entry in ipairs(block.c[2]) do
        answer.entries:insert{key = entry.c[1][1]:gsub("^ref%-", "", 1), text = runs_of{entry}}
      end
    end
  end
  return answer
end

function Writer(doc)
  return table.concat(doc.blocks:map(function(request) return pandoc.json.encode(formatted(request)) end), "\n")
end
