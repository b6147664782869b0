# Completions of unsnag for Windows PowerShell 5.1 and PowerShell 7.
Register-ArgumentCompleter -Native -CommandName unsnag -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # The words go over in a variable, as they were typed. Of arguments Windows PowerShell drops the empty ones, and
    # whoever takes a line apart by running it also runs what stands in its brackets.
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    $words += "$wordToComplete".Trim([char[]](34, 39))

    $asked = $env:UNSNAG_COMPLETE
    $encoding = [Console]::OutputEncoding
    try {
        $env:UNSNAG_COMPLETE = 'powershell'
        $env:UNSNAG_COMPLETE_WORDS = $words -join "`n"
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        unsnag | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            if (-not $help) { $help = $value }
            $typed = $value
            if ($typed -notmatch '^[\w.:/\\~#=-]+$') { $typed = "'" + $typed.Replace("'", "''") + "'" }
            [System.Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $help)
        }
    }
    finally {
        [Console]::OutputEncoding = $encoding
        $env:UNSNAG_COMPLETE = $asked
        $env:UNSNAG_COMPLETE_WORDS = $null
    }
}
