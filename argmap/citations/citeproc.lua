-- Formats citations of several maps, in several styles, in one run of pandoc.
-- Each request is a Div of class "argmap" whose attributes name its references file, its style and its language;
-- citeproc works on each by itself, so that two works of one author and year are told apart within a map and not
-- across maps.

-- Words around a citation that hold Markdown come as raw text, for pandoc itself to read.
local function read(raw)
  return pandoc.utils.blocks_to_inlines(pandoc.read(raw.text, raw.format).blocks)
end

function Pandoc(doc)
  local blocks = pandoc.Blocks{}
  for _, block in ipairs(doc.blocks) do
    local meta = {
      bibliography = pandoc.MetaString(block.attributes["bibliography"]),
      csl = pandoc.MetaString(block.attributes["csl"]),
      lang = pandoc.MetaString(block.attributes["language"]),
      ["link-citations"] = true,
      ["link-bibliography"] = true,
      ["suppress-bibliography"] = false,
      nocite = pandoc.Inlines{pandoc.Cite({}, {pandoc.Citation("*", "NormalCitation")})},
    }
    local cited = block.content:walk{RawInline = read}
    local done = pandoc.utils.citeproc(pandoc.Pandoc(cited, pandoc.Meta(meta)))
    blocks:insert(pandoc.Div(done.blocks, pandoc.Attr(block.identifier, {"argmap"})))
  end
  return pandoc.Pandoc(blocks)
end
