#!/bin/sh
# A virtual account from token to status, as a bank sends it. Needs openssl and curl.
#   BASE=http://localhost:8080 CLIENT_KEY=… SECRET=… KEY=mitra.pem CODE=… SERVICE_ID=… sh contoh-permintaan.sh
set -eu

now() { date +%Y-%m-%dT%H:%M:%S%z | sed 's/\(..\)$/:\1/'; }
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

time=$(now)
signature=$(printf '%s' "$CLIENT_KEY|$time" | openssl dgst -sha256 -sign "$KEY" | openssl base64 -A)
TOKEN=$(curl -s "$BASE/snap/v1.0/access-token/b2b" -H 'Content-Type: application/json' \
  -H "X-CLIENT-KEY: $CLIENT_KEY" -H "X-TIMESTAMP: $time" -H "X-SIGNATURE: $signature" \
  -d '{"grantType":"client_credentials"}' | field accessToken)

# call PATH BODY: the body is minified already, so that its digest is that of the bytes sent.
call() {
  time=$(now)
  digest=$(printf '%s' "$2" | openssl dgst -sha256 -hex | sed 's/.* //')
  signature=$(printf '%s' "POST:$1:$TOKEN:$digest:$time" \
    | openssl dgst -sha512 -hmac "$SECRET" -binary | openssl base64 -A)
  curl -s "$BASE$1" -H 'Content-Type: application/json' -H "Authorization: Bearer $TOKEN" \
    -H "X-PARTNER-ID: $CLIENT_KEY" -H "X-EXTERNAL-ID: $(date +%s%N)" -H 'CHANNEL-ID: 95051' \
    -H "X-TIMESTAMP: $time" -H "X-SIGNATURE: $signature" -d "$2"
  echo
}

# partnerServiceId has eight places, filled with spaces from the left; they count.
service=$(printf '%8s' "$SERVICE_ID")
account="\"partnerServiceId\":\"$service\",\"customerNo\":\"$CODE\",\"virtualAccountNo\":\"$service$CODE\""
id=$(date +%s%N)
answer=$(call /snap/v1.0/transfer-va/inquiry "{$account,\"inquiryRequestId\":\"$id\"}")
echo "$answer"
amount=$(printf '%s' "$answer" | sed -n 's/.*"totalAmount":{"value":"\([^"]*\)".*/\1/p')
paid="\"paidAmount\":{\"value\":\"$amount\",\"currency\":\"IDR\"}"
call /snap/v1.0/transfer-va/payment \
  "{$account,\"paymentRequestId\":\"$id\",$paid,\"referenceNo\":\"$id\",\"flagAdvise\":\"N\",\"trxDateTime\":\"$(now)\"}"
call /snap/v1.0/transfer-va/status "{$account,\"inquiryRequestId\":\"$id\",\"paymentRequestId\":\"$id\"}"
