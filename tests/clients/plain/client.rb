# Ruby: net/http. See client.sh.
require 'net/http'

$stdout.sync = true
$stdin.each_line do |line|
  method, url, body = line.chomp.split(' ', 3)
  begin
    uri = URI(url)
    answer = method == 'GET' ? Net::HTTP.get_response(uri) : Net::HTTP.post(uri, body.to_s)
    puts "#{answer.code} #{answer.body.tr("\n", ' ')}"
  rescue StandardError => error
    puts "0 #{error.class}: #{error.message}"
  end
end
