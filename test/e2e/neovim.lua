-- The language server in a second real client. Run by neovim.mjs; written for Neovim 0.7, which has no vim.lsp.start.
-- Ends Neovim with exit code 0 when all went as it should, 1 otherwise; one line per step on standard output.
local file = vim.api.nvim_buf_get_name(0)
local buffer = vim.api.nvim_get_current_buf()

local function say(...) io.stdout:write(table.concat({ ... }, ' ') .. '\n') end
local function die(why)
  say('  not ok', why)
  vim.cmd('cquit 1')
end

local id = vim.lsp.start_client({
  name = 'perf-hints',
  cmd = { vim.env.PERF_HINTS_NODE, vim.env.PERF_HINTS_SERVER, '--stdio' },
  root_dir = vim.fn.getcwd(),
  flags = { debounce_text_changes = 0 },
})
if not id then return die('the server did not start') end
vim.lsp.buf_attach_client(buffer, id)
local client = vim.lsp.get_client_by_id(id)

local function hints() return vim.diagnostic.get(buffer) end
local function until_hints(count)
  return vim.wait(10000, function() return #hints() == count end, 10)
end

if not until_hints(1) then return die('hints: ' .. #hints()) end
local hint = hints()[1]
if not hint.message:find('fetch', 1, true) or hint.lnum ~= 2 or hint.source ~= 'Perf Hints' then return die(vim.inspect(hint)) end
say('  ok receives the hint:', hint.message)

-- Typing above moves it.
vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { '// typed above' })
if not vim.wait(10000, function() return #hints() == 1 and hints()[1].lnum == 3 end, 10) then return die('the hint did not move') end
say('  ok the hint moves with an edit')

local function action_named(title)
  local lsp = hints()[1]
  local range = { start = { line = lsp.lnum, character = lsp.col }, ['end'] = { line = lsp.end_lnum, character = lsp.end_col } }
  local reply = client.request_sync('textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(buffer), range = range, context = { diagnostics = {} },
  }, 5000, buffer)
  for _, action in ipairs(reply and reply.result or {}) do
    if action.title:find(title, 1, true) then return action end
  end
  die('no action "' .. title .. '": ' .. vim.inspect(reply))
end

local action = action_named(vim.env.PERF_HINTS_ACTION)
if not action.edit then
  local resolved = client.request_sync('codeAction/resolve', action, 5000, buffer)
  action = resolved and resolved.result or action
end
if not action.edit then return die('the action has no edit: ' .. vim.inspect(action)) end
vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
if not until_hints(0) then return die('still ' .. #hints() .. ' hints') end
vim.cmd('silent write')
say('  ok applies the action:', action.title)

local hover = client.request_sync('textDocument/hover', { textDocument = vim.lsp.util.make_text_document_params(buffer), position = { line = 0, character = 0 } }, 5000, buffer)
if not hover or hover.err then return die('hover: ' .. vim.inspect(hover)) end

client.stop()
if not vim.wait(5000, function() return client.is_stopped() end, 10) then return die('the server did not stop') end
say('  ok the server stops')
say('saved ' .. file)
vim.cmd('quitall!')
